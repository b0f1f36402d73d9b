package com.footanalytics.vision.model;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Under which terms a model that somebody brings may be used. */
public final class Licence {

  private static final String NOT_STATED = "not stated";
  private static final String COPYLEFT = "AGPL";

  private Licence() {}

  /**
   * The text for a manifest: what a person said, and what the file's metadata say where that is
   * something else.
   */
  public static String text(Optional<String> said, Map<String, String> metadata) {
    Optional<String> written =
        Optional.ofNullable(metadata.get("license"))
            .or(() -> metadata.values().stream().filter(Licence::mentionsAgpl).sorted().findFirst())
            .map(text -> text.strip().replaceAll("\\s+", " "))
            .filter(text -> !text.isEmpty());
    if (said.isEmpty()) {
      return written.orElse(NOT_STATED);
    }
    return written
        .filter(text -> !text.equals(said.get()))
        .map(text -> said.get() + "; the file's metadata: " + text)
        .orElse(said.get());
  }

  /** What whoever serves a model of these terms must know, in one line. */
  public static Optional<String> notice(String licence) {
    return mentionsAgpl(licence)
        ? Optional.of(
            "licence: %s; who lets others use these weights over a network owes them the source of the whole service, or needs other terms"
                .formatted(licence))
        : Optional.empty();
  }

  private static boolean mentionsAgpl(String text) {
    return text.toUpperCase(Locale.ROOT).contains(COPYLEFT);
  }
}
