/** Videos handed to the service: stored whole, size-limited, hashed on the way. */
@NullMarked
package com.footanalytics.vision.upload;

import org.jspecify.annotations.NullMarked;
