package com.footanalytics.vision.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.footanalytics.vision.pipeline.PictureDetector.Answer.Found;
import com.footanalytics.vision.sink.RunHeader.ModelIdentity;
import java.util.List;

/**
 * The objects of one picture on the wire.
 *
 * @param width pixels as displayed
 * @param height pixels as displayed
 */
record DetectionsView(int width, int height, ModelIdentity model, List<ObjectView> objects) {

  static DetectionsView of(Found found) {
    return new DetectionsView(
        found.width(),
        found.height(),
        found.model(),
        found.objects().stream()
            .map(object ->
                new ObjectView(
                    found.classes().get(object.classIndex()),
                    object.score(),
                    List.of(
                        object.box().x1(),
                        object.box().y1(),
                        object.box().x2(),
                        object.box().y2())))
            .toList());
  }

  /**
   * One object.
   *
   * @param box x1, y1, x2, y2 in pixels as displayed
   */
  record ObjectView(@JsonProperty("class") String className, float score, List<Float> box) {}
}
