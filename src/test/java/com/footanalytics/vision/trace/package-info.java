/** What the packaged service tells of its work: traces by the agent, and the log. */
@NullMarked
package com.footanalytics.vision.trace;

import org.jspecify.annotations.NullMarked;
