/** The NVIDIA GPUs of this machine as their driver sees them: how busy they are, and how full. */
@NullMarked
package com.footanalytics.vision.gpu;

import org.jspecify.annotations.NullMarked;
