package com.footanalytics.vision.simulate;

import java.util.List;

/**
 * What one picture shows.
 *
 * @param frame counts from 0
 * @param view which camera took it; never {@link View#DIRECTED}
 * @param shot counts the uninterrupted takes from 0; the first frame of a new shot follows a cut
 * @param pitchToPicture where the pitch plane lies in the picture
 * @param objects those with at least one visible pixel, by id
 */
public record FrameTruth(
    long frame, View view, int shot, Homography pitchToPicture, List<TrueObject> objects) {

  public FrameTruth {
    objects = List.copyOf(objects);
  }
}
