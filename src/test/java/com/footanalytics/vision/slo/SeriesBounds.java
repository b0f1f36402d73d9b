package com.footanalytics.vision.slo;

import com.footanalytics.vision.telemetry.Label;
import com.footanalytics.vision.telemetry.Meter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many series a service may have, whatever is done to it, by what its meters' labels promise.
 *
 * @param models how many are or were loaded
 * @param gpus how many there are
 */
record SeriesBounds(int models, int gpus) {

  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

  /** The bucket of all, the count and the sum. */
  private static final int BESIDE_BUCKETS = 3;

  private static final String BUCKET = "le";
  private static final String MAXIMUM = "_max";

  private static final String OF_LIBRARIES = "(jvm|process|system|grpc_server)_.*";

  /** Of each label of what libraries tell. */
  private static final int MOST_OF_LIBRARIES = 32;

  /** What is wrong with a page. */
  List<String> broken(MetricsPage page) {
    List<String> broken = new ArrayList<>();
    page.families()
        .forEach((family, series) -> {
          Optional<Meter> meter = meter(family);
          if (meter.isPresent()) {
            broken.addAll(broken(family, meter.get(), series));
          } else if (family.matches(OF_LIBRARIES)) {
            broken.addAll(broken(family, series));
          } else {
            broken.add(family + " is no meter");
          }
        });
    return broken;
  }

  private static List<String> broken(String family, Set<String> series) {
    return values(series).entrySet().stream()
        .filter(label -> label.getValue().size() > MOST_OF_LIBRARIES)
        .map(label ->
            "%s: %s is %s (expected: at most %d)"
                .formatted(family, label.getKey(), label.getValue(), MOST_OF_LIBRARIES))
        .toList();
  }

  private List<String> broken(String family, Meter meter, Set<String> series) {
    List<String> broken = new ArrayList<>();
    Map<String, Set<String>> found = values(series);
    found.remove(BUCKET);
    int most = family.endsWith(MAXIMUM) ? 1 : perLabels(meter);
    Label.Per per = Label.Per.SERVICE;
    for (Label label : meter.labels()) {
      Set<String> values = found.remove(label.publishedName());
      broken.addAll(broken(family, label, values == null ? Set.of() : values));
      most *= label.most();
      per = label.per() == Label.Per.SERVICE ? per : label.per();
    }
    most *= count(per);
    if (series.size() > most) {
      broken.add("%s: %d series (expected: at most %d)".formatted(family, series.size(), most));
    }
    found.forEach((label, values) ->
        broken.add("%s: no label of the meter is %s: %s".formatted(family, label, values)));
    return broken;
  }

  private List<String> broken(String family, Label label, Set<String> values) {
    int most = label.most() * count(label.per());
    boolean known = label.known().isEmpty() || label.known().containsAll(values);
    return values.size() > most || !known
        ? List.of(
            "%s: %s is %s (expected: %s; at most %d)"
                .formatted(family, label.publishedName(), values, label.meaning(), most))
        : List.of();
  }

  private int count(Label.Per per) {
    return switch (per) {
      case SERVICE -> 1;
      case MODEL -> models;
      case GPU -> gpus;
    };
  }

  private static int perLabels(Meter meter) {
    return switch (meter.kind()) {
      case TIMER, SUMMARY -> meter.buckets().size() + BESIDE_BUCKETS;
      case COUNTER, GAUGE -> 1;
    };
  }

  private static Optional<Meter> meter(String family) {
    return Arrays.stream(Meter.values())
        .filter(meter ->
            family.equals(meter.publishedName())
                || (!meter.buckets().isEmpty() && family.equals(meter.publishedName() + MAXIMUM)))
        .findFirst();
  }

  private static Map<String, Set<String>> values(Set<String> series) {
    Map<String, Set<String>> values = new TreeMap<>();
    for (String one : series) {
      Matcher label = LABEL.matcher(one);
      while (label.find()) {
        values.computeIfAbsent(label.group(1), _ -> new TreeSet<>()).add(label.group(2));
      }
    }
    return values;
  }
}
