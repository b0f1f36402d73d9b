package com.footanalytics.vision.bench;

import java.util.List;

/**
 * What one frame costs in each stage run alone on one core, in milliseconds.
 *
 * @param decode compressed bytes to a picture
 * @param preprocess picture to model input
 * @param infer model input to raw outputs
 * @param postprocess raw outputs to objects
 */
record StageCosts(double decode, double preprocess, double infer, double postprocess) {

  /** Core-milliseconds of one frame through all stages. */
  double sum() {
    return decode + preprocess + infer + postprocess;
  }

  /** Frames a second that {@code cores} cores reach if no time is lost between the stages. */
  double boundFramesPerSecond(int cores) {
    return cores * 1000 / sum();
  }

  /** The mean of several measurements. */
  static StageCosts mean(List<StageCosts> costs) {
    return new StageCosts(
        costs.stream().mapToDouble(StageCosts::decode).average().orElseThrow(),
        costs.stream().mapToDouble(StageCosts::preprocess).average().orElseThrow(),
        costs.stream().mapToDouble(StageCosts::infer).average().orElseThrow(),
        costs.stream().mapToDouble(StageCosts::postprocess).average().orElseThrow());
  }
}
