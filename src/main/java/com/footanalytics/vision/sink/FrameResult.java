package com.footanalytics.vision.sink;

import com.footanalytics.vision.postprocess.Detection;
import java.util.List;

/**
 * What was found in one frame.
 *
 * @param frame index among decoded frames, from 0
 * @param ptsTicks the stream's own timestamp
 * @param corrupt whether the decoder reported damage in the picture
 * @param detections objects in display pixels, best score first
 */
public record FrameResult(long frame, long ptsTicks, boolean corrupt, List<Detection> detections) {

  public FrameResult {
    detections = List.copyOf(detections);
  }
}
