package com.footanalytics.vision.upload;

import java.nio.file.Path;
import java.util.Optional;

/** Looks at content before it is kept. Thread-safe. */
@FunctionalInterface
public interface ContentCheck {

  /**
   * Why the content is refused, in one line for the person who handed it in; empty if it is taken.
   *
   * @param file the whole content, under a name that says nothing about it
   */
  Optional<String> objectionTo(Path file);
}
