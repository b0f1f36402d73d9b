/** One run of Gatling, of which every answer is also told to the ledger. */
@NullMarked
package com.footanalytics.load.gatling;

import org.jspecify.annotations.NullMarked;
