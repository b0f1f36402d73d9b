/** The one database: opened, migrated, and spoken to in transactions. */
@NullMarked
package com.footanalytics.vision.database;

import org.jspecify.annotations.NullMarked;
