package com.footanalytics.vision.conformance;

import static java.util.Comparator.comparing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The outcomes of a run, as a table of groups. Safe for use by several threads. */
final class Report {

  enum Verdict {
    PASSED,
    FAILED,
    SKIPPED
  }

  private record Row(Group.Kind kind, String group) {}

  private record Outcome(Row row, String test, Verdict verdict, String reason) {}

  /** The characters of a reason that are shown. */
  private static final int REASON = 240;

  private final List<Outcome> outcomes = new ArrayList<>();

  synchronized void add(Group group, String test, Verdict verdict, String reason) {
    String line = reason.strip().lines().findFirst().orElse("");
    line = line.length() > REASON ? line.substring(0, REASON) + "…" : line;
    outcomes.add(new Outcome(new Row(group.kind(), group.value()), test, verdict, line));
  }

  /** Markdown: the table, then each failure and each skip with its reason. */
  synchronized String markdown() {
    StringBuilder text = new StringBuilder();
    text.append("| group | kind | passed | failed | skipped |\n|---|---|---|---|---|\n");
    outcomes.stream()
        .map(Outcome::row)
        .distinct()
        .sorted(comparing(Row::kind).thenComparing(Row::group))
        .forEach(
            row -> text.append(line(row.group(), row.kind().name().toLowerCase(Locale.ROOT), row)));
    text.append(line("all", "", null));
    list(text, Verdict.FAILED);
    list(text, Verdict.SKIPPED);
    return text.toString();
  }

  synchronized void write(Path file) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(file, markdown());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String line(String name, String kind, @Nullable Row row) {
    return "| %s | %s | %d | %d | %d |\n"
        .formatted(
            name,
            kind,
            count(row, Verdict.PASSED),
            count(row, Verdict.FAILED),
            count(row, Verdict.SKIPPED));
  }

  private long count(@Nullable Row row, Verdict verdict) {
    return outcomes.stream()
        .filter(outcome -> row == null || outcome.row().equals(row))
        .filter(outcome -> outcome.verdict() == verdict)
        .count();
  }

  private void list(StringBuilder text, Verdict verdict) {
    List<Outcome> listed =
        outcomes.stream().filter(outcome -> outcome.verdict() == verdict).toList();
    if (!listed.isEmpty()) {
      text.append('\n');
    }
    String word = verdict.name().toLowerCase(Locale.ROOT);
    for (Outcome outcome : listed) {
      text.append("- %s: %s: %s\n".formatted(word, outcome.test(), outcome.reason()));
    }
  }
}
