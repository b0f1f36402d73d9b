package com.footanalytics.vision.grpc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.footanalytics.vision.flags.Identity;
import com.footanalytics.vision.pipeline.AnalysisRequest;
import com.footanalytics.vision.pipeline.StreamRequest;
import com.footanalytics.vision.telemetry.Trace;
import footanalytics.vision.v1.AnalyzeOptions;
import footanalytics.vision.v1.End;
import footanalytics.vision.v1.Frame;
import footanalytics.vision.v1.Header;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class VideoMessagesTest {

  private static final Identity CALLER = Identity.caller("studio");

  private final VideoMessages messages = new VideoMessages(TestingResults.header());

  @Test
  void optionsThatAreLeftOutAreTheDefaults() {
    assertEquals(
        new StreamRequest("video", AnalysisRequest.Options.DEFAULT, CALLER, Trace.NONE),
        VideoMessages.request(AnalyzeOptions.getDefaultInstance(), CALLER, Trace.NONE));
  }

  @Test
  void optionsAreTakenAsTheyAre() {
    AnalyzeOptions options =
        AnalyzeOptions.newBuilder()
            .setName("derby.ts")
            .setModel("football:2")
            .setStride(5)
            .setFromS(0)
            .setToS(2.5)
            .build();
    assertEquals(
        new StreamRequest(
            "derby.ts",
            new AnalysisRequest.Options(
                Optional.of("football:2"), 5, OptionalDouble.of(0), OptionalDouble.of(2.5), false),
            CALLER),
        VideoMessages.request(options, CALLER, Trace.NONE));
  }

  @Test
  void theHeaderDescribesThePictureAsShownAndTheModel() {
    Header header = messages.header().getHeader();
    assertEquals("derby.ts", header.getVideo().getName());
    assertEquals("h264", header.getVideo().getCodec());
    assertEquals(1080, header.getVideo().getWidth());
    assertEquals(1920, header.getVideo().getHeight());
    assertEquals(90, header.getVideo().getRotation());
    assertEquals(1, header.getVideo().getTimebaseNumerator());
    assertEquals(12800, header.getVideo().getTimebaseDenominator());
    assertEquals(100, header.getVideo().getStartPts());
    assertEquals("football", header.getModel().getName());
    assertEquals("1", header.getModel().getVersion());
    assertEquals("int8", header.getModel().getPrecision());
    assertEquals("OnnxRuntime", header.getModel().getEngine());
    assertEquals("cpu", header.getModel().getDevice());
    assertEquals(List.of("ball", "player"), header.getClassesList());
  }

  @Test
  void aFrameHasItsTimeAndObjects() {
    Frame frame = messages.frame(TestingResults.frame(25), false).getFrame();
    assertEquals(25, frame.getFrame());
    assertEquals(12900, frame.getPts());
    assertEquals(1.0, frame.getTimeS());
    assertEquals(false, frame.getSkipped());
    assertEquals(
        Frame.Object.newBuilder()
            .setClassIndex(1)
            .setScore(0.5f)
            .setX1(1)
            .setY1(2)
            .setX2(3)
            .setY2(4)
            .build(),
        frame.getObjects(0));
    assertEquals(true, messages.frame(TestingResults.frame(0), true).getFrame().getSkipped());
  }

  @Test
  void theEndHasTheAccountOfFrames() {
    End end = VideoMessages.end(TestingResults.end(50)).getEnd();
    assertEquals(50, end.getDecoded());
    assertEquals(49, end.getInferred());
    assertEquals(1, end.getSkipped());
    assertEquals(0, end.getCorrupt());
    assertEquals(0, end.getDropped());
    assertEquals(2.0, end.getDurationS());
  }
}
