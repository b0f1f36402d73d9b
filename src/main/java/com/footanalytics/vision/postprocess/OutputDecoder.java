package com.footanalytics.vision.postprocess;

import com.footanalytics.vision.infer.Outputs;
import com.footanalytics.vision.preprocess.Letterbox;
import java.util.List;

/** Turns one model layout's raw outputs into detections. Thread-safe. */
public interface OutputDecoder {

  /**
   * The objects of one picture of a batch, best score first.
   *
   * @param outputs what the model answered for the batch
   * @param item index of the picture in the batch
   * @param letterbox how that picture lay in the input
   */
  List<Detection> decode(Outputs outputs, int item, Letterbox letterbox);
}
