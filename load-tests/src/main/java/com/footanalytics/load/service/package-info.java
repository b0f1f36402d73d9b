/** The instances of the service under load. */
@NullMarked
package com.footanalytics.load.service;

import org.jspecify.annotations.NullMarked;
