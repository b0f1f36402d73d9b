package com.footanalytics.vision.pipeline;

import com.footanalytics.vision.probe.VideoInfo;
import com.footanalytics.vision.sink.FrameResult;
import com.footanalytics.vision.sink.RunHeader.ModelIdentity;
import java.util.List;

/**
 * Takes the results of a video that comes as bytes: the start, the frames in presentation order,
 * the end; from one thread at a time. While it waits, so does the analysis; a wait ends when the
 * thread is interrupted.
 */
public interface StreamListener {

  /**
   * What results are about.
   *
   * @param videoName as the request has it
   * @param classes class names; a detection's index points here
   */
  record Header(String videoName, VideoInfo video, ModelIdentity model, List<String> classes) {

    public Header {
      classes = List.copyOf(classes);
    }
  }

  /** The first frame is there. */
  void started(Header header) throws InterruptedException;

  /**
   * A frame's result.
   *
   * @param skipped whether the options left it out
   */
  void frame(FrameResult result, boolean skipped) throws InterruptedException;

  /** The analysis is over and holds nothing any more; nothing follows. */
  void ended(StreamOutcome outcome);
}
