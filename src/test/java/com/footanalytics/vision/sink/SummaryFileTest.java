package com.footanalytics.vision.sink;

import static com.footanalytics.vision.sink.TestingRuns.BALL;
import static com.footanalytics.vision.sink.TestingRuns.PLAYER;
import static com.footanalytics.vision.sink.TestingRuns.end;
import static com.footanalytics.vision.sink.TestingRuns.found;
import static com.footanalytics.vision.sink.TestingRuns.frame;
import static com.footanalytics.vision.sink.TestingRuns.header;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.decode.DecodeReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SummaryFileTest {

  @TempDir Path folder;

  @Test
  void saysWhatTheRunAmountedTo() throws IOException {
    RunHeader plain = header();
    var header =
        new RunHeader(
            "a.mp4",
            "00",
            plain.video(),
            plain.model(),
            List.of("ball", "player"),
            Map.of("stride", 2));
    RunEnd end =
        new RunEnd(new FrameCounts(7, 4, 3, 1, 0), new DecodeReport(7, 1, 2, 3, 4, 5), 0.28, 0.5);
    String text =
        written(
            header,
            end,
            frame(0, found(1, 0.95, 1, 2, 3, 4), found(1, 0.85, 1, 2, 3, 4)),
            frame(2, found(1, 0.5, 1, 2, 3, 4)),
            frame(4),
            frame(6, found(1, 0.7, 1, 2, 3, 4), found(1, 0.6, 1, 2, 3, 4)));
    assertEquals(
        """
        {
          "schema" : "footanalytics.summary/1",
          "video" : {
            "name" : "a.mp4",
            "sha256" : "00",
            "codec" : "h264",
            "width" : 1920,
            "height" : 1080,
            "rotation" : 0,
            "timebase" : "1/12800",
            "start_pts" : 100,
            "pixel_format" : "yuv420p",
            "sample_aspect" : "1/1",
            "frame_rate" : "25/1"
          },
          "model" : {
            "name" : "football",
            "version" : "1",
            "precision" : "int8",
            "engine" : "OnnxRuntime",
            "device" : "cpu"
          },
          "classes" : [ "ball", "player" ],
          "options" : {
            "stride" : 2
          },
          "frames" : {
            "decoded" : 7,
            "inferred" : 4,
            "skipped" : 3,
            "corrupt" : 1,
            "dropped" : 0,
            "reasons" : {
              "corrupt" : {
                "damage_reported_by_decoder" : 1
              },
              "dropped" : {
                "not_inferred" : 0
              }
            }
          },
          "decoding" : {
            "pictures" : 7,
            "pictures_with_damage" : 1,
            "packets_refused" : 2,
            "timestamps_synthesised" : 3,
            "timestamps_not_increasing" : 4,
            "size_changes" : 5
          },
          "detections" : {
            "ball" : {
              "total" : 0,
              "mean_per_frame" : 0.0,
              "frames_with_any" : 0,
              "score" : {
                "mean" : null,
                "median" : null,
                "bin_width" : 0.1,
                "bins" : [ 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 ]
              }
            },
            "player" : {
              "total" : 5,
              "mean_per_frame" : 1.25,
              "frames_with_any" : 3,
              "score" : {
                "mean" : 0.72,
                "median" : 0.7,
                "bin_width" : 0.1,
                "bins" : [ 0, 0, 0, 0, 0, 1, 1, 1, 1, 1 ]
              }
            }
          },
          "persons_per_frame" : {
            "min" : 0,
            "median" : 1.5,
            "max" : 2
          },
          "duration_s" : 0.28,
          "wall_s" : 0.5,
          "frames_per_second" : 14.0
        }
        """,
        text);
  }

  @Test
  void aRunThatFoundNothingIsStillWholeJson() throws IOException {
    String text = written(header(), end(0));
    assertTrue(text.contains("\"mean\" : null"), text);
    assertTrue(text.endsWith("}\n"), text);
  }

  @Test
  void personsAreNotCountedWhereTheModelKnowsNone() throws IOException {
    RunHeader plain = header();
    var header =
        new RunHeader("a.mp4", "00", plain.video(), plain.model(), List.of("cat"), plain.options());
    String text = written(header, end(1), frame(0, found(BALL, 0.5, 1, 2, 3, 4)));
    assertTrue(!text.contains("persons_per_frame"), text);
  }

  @Test
  void thereIsNothingBeforeTheEnd() {
    Path target = folder.resolve("summary.json");
    try (var file = new SummaryFile(target, header())) {
      file.frame(frame(0, found(PLAYER, 0.5, 1, 2, 3, 4)));
      file.prepare(end(1));
      assertTrue(Files.notExists(target));
    }
    assertTrue(Files.notExists(AtomicFile.partOf(target)));
  }

  private String written(RunHeader header, RunEnd end, FrameResult... frames) throws IOException {
    Path target = folder.resolve("summary.json");
    try (var file = new SummaryFile(target, header)) {
      for (FrameResult frame : frames) {
        file.frame(frame);
      }
      file.prepare(end);
      file.commit();
    }
    return Files.readString(target);
  }
}
