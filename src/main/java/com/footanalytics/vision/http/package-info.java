/** The HTTP edge: resources, wire types, problem details. */
@NullMarked
package com.footanalytics.vision.http;

import org.jspecify.annotations.NullMarked;
