package com.footanalytics.vision.pipeline;

import com.footanalytics.vision.batch.Lane;
import com.footanalytics.vision.telemetry.Telemetry;

/**
 * Where pictures come from.
 *
 * @param lane who is served before them
 * @param caller those of one caller run in the order they came
 * @param protocol as metrics name it
 * @param telemetry hears what became of each
 */
record PictureTraffic(Lane lane, String caller, String protocol, Telemetry telemetry) {

  /** Somebody waits for each. */
  static PictureTraffic requests(Telemetry telemetry) {
    return new PictureTraffic(Lane.INTERACTIVE, "pictures", "http", telemetry);
  }

  /** The service looks at them on its own account, when nobody else needs the model. */
  static PictureTraffic background() {
    return new PictureTraffic(Lane.BULK, "background", "none", Telemetry.NONE);
  }
}
