package com.footanalytics.vision.bench;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a benchmark measured; every figure is the median of its rounds, ratios are taken round by
 * round.
 *
 * @param video file name
 * @param model {@code name:version precision}
 * @param cores processors of this machine
 * @param plan how they were used
 * @param rounds measurements of each figure
 * @param decode core-milliseconds a frame, alone
 * @param preprocess core-milliseconds a frame, alone
 * @param infer core-milliseconds a frame, alone
 * @param postprocess core-milliseconds a frame, alone
 * @param bound frames a second those costs allow on the cores
 * @param endToEnd frames a second of the whole line
 * @param endToEndOverBound share of the bound that was reached
 * @param inferOnly frames a second of the detector alone on all cores, without decoding
 * @param busyBound frames a second that the same costs allow when measured with every core at work
 *     on the stage
 * @param endToEndOverBusyBound share of that bound that was reached
 * @param baseline frames a second of the baseline
 * @param endToEndOverBaseline how many times the baseline's
 * @param frames frames that went through the whole line
 * @param residentBytes memory resident every 500 frames of the whole line
 */
public record BenchReport(
    String video,
    String model,
    int cores,
    String plan,
    int rounds,
    Samples decode,
    Samples preprocess,
    Samples infer,
    Samples postprocess,
    Samples bound,
    Samples endToEnd,
    Samples endToEndOverBound,
    Samples inferOnly,
    Samples busyBound,
    Samples endToEndOverBusyBound,
    Optional<Samples> baseline,
    Optional<Samples> endToEndOverBaseline,
    long frames,
    List<Long> residentBytes) {

  /** Largest resident memory of the whole line's run, where the system says. */
  public OptionalDouble peakResidentMegabytes() {
    return residentBytes.stream().mapToDouble(bytes -> bytes / 1e6).max();
  }
}
