/** The commands of the launcher: options, progress, exit status. */
@NullMarked
package com.footanalytics.vision.cli;

import org.jspecify.annotations.NullMarked;
