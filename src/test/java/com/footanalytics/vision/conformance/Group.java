package com.footanalytics.vision.conformance;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the tests of a class check, as a row of the report. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(ConformanceExtension.class)
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@interface Group {

  /** The row's name; classes may share it. */
  String value();

  Kind kind();

  /** The extension that a server must announce, or nothing. */
  String extension() default "";

  /** Whose sentence a test checks. */
  enum Kind {
    /** The standard's own: every server owes it. */
    STANDARD,
    /** A published extension: owed by a server that announces it or answers its calls. */
    EXTENSION,
    /** What clients have come to rely on where the standard leaves a choice. */
    CONVENTION
  }
}
