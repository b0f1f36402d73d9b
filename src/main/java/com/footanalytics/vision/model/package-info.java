/** Models on disk: manifests, checksums, precisions, and the repository that finds them. */
@NullMarked
package com.footanalytics.vision.model;

import org.jspecify.annotations.NullMarked;
