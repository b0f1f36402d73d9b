/** Bytes under keys: in files or in an S3 bucket, written whole or not at all. */
@NullMarked
package com.footanalytics.vision.storage;

import org.jspecify.annotations.NullMarked;
