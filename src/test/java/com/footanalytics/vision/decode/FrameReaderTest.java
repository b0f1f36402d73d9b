package com.footanalytics.vision.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.footanalytics.vision.decode.FrameAnswer.NoSuchFrame;
import com.footanalytics.vision.probe.VideoInfo;
import com.footanalytics.vision.testing.ClipTrack;
import com.footanalytics.vision.testing.SharedData;
import com.footanalytics.vision.testing.TestingClips;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrameReaderTest {

  private static final DecodeSettings SETTINGS = new DecodeSettings(2, 4, 10_000);

  private static FrameReader reader(Path file) throws InterruptedException {
    VideoInfo video = Decoding.probe(file);
    return new FrameReader(file, video, PacketIndexer.index(file, video), 1);
  }

  private static Shown shown(FrameAnswer answer) {
    try (Frame frame = assertInstanceOf(FrameAnswer.Picture.class, answer).frame()) {
      return Shown.of(frame);
    }
  }

  private static List<Shown> sequential(Path file) throws InterruptedException {
    return Shown.sequential(file, Decoding.probe(file), SETTINGS).pictures();
  }

  private static double seconds(Path file, long ptsTicks) {
    VideoInfo video = Decoding.probe(file);
    return video.timeBase().seconds(ptsTicks - video.startPtsTicks());
  }

  static Stream<Path> smallFiles() {
    return Stream.of(
        TestingClips.plain(),
        TestingClips.bFrames(),
        TestingClips.variableRate(),
        TestingClips.editList(),
        TestingClips.lateStart(),
        TestingClips.transportStream(),
        TestingClips.movingSquares("fragmented.mp4"),
        TestingClips.movingSquares("live.mkv"),
        TestingClips.aviWithBFrames(),
        TestingClips.rawH264());
  }

  @ParameterizedTest
  @MethodSource("smallFiles")
  void everyPictureIsTheOneThatAWholeDecodingDelivers(Path file) throws InterruptedException {
    FrameReader reader = reader(file);
    List<Shown> all = sequential(file);
    for (Shown picture : all) {
      assertEquals(picture, shown(reader.frame(picture.index())));
      assertEquals(picture, shown(reader.frameWithPts(picture.ptsTicks())));
    }
    assertEquals(new NoSuchFrame(all.size()), reader.frame(all.size()));
    assertEquals(new NoSuchFrame(all.size()), reader.frame(Long.MAX_VALUE));
    assertEquals(new NoSuchFrame(all.size()), reader.frameWithPts(Long.MAX_VALUE - 1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "broadcast-1080p.mp4",
        "broadcast-cut-406p.mp4",
        "no-football-720p.mp4",
        "scouting-480p.mp4"
      })
  void randomPicturesOfRealClipsAreExact(String name) throws InterruptedException {
    Path file = SharedData.require("clips/" + name);
    FrameReader reader = reader(file);
    List<Shown> all = sequential(file);
    Random random = new Random(7);
    for (int i = 0; i < 4; i++) {
      Shown picture = all.get(random.nextInt(all.size()));
      assertEquals(picture, shown(reader.frame(picture.index())));
    }
    assertEquals(all.getFirst(), shown(reader.frame(0)));
    assertEquals(all.getLast(), shown(reader.frame(all.size() - 1)));
  }

  @ParameterizedTest
  @MethodSource("smallFiles")
  void aTimeShowsTheLastPictureThatIsNotAfterIt(Path file) throws InterruptedException {
    FrameReader reader = reader(file);
    List<Shown> all = sequential(file);
    for (int i = 1; i < all.size(); i += 5) {
      double here = seconds(file, all.get(i).ptsTicks());
      double before = seconds(file, all.get(i - 1).ptsTicks());
      if (before >= here) {
        continue;
      }
      assertEquals(all.get(i), shown(reader.frameAt(here)));
      assertEquals(all.get(i - 1), shown(reader.frameAt((here + before) / 2)));
    }
    assertEquals(all.getLast(), shown(reader.frameAt(1e6)));
    assertEquals(new NoSuchFrame(all.size()), reader.frameAt(-1));
  }

  @Test
  void whereTimesRepeatTheNumberTellsThePicture() throws InterruptedException {
    FrameReader reader = reader(TestingClips.sizeChange());
    for (Shown picture : sequential(TestingClips.sizeChange())) {
      assertEquals(picture, shown(reader.frame(picture.index())));
    }
  }

  @Test
  void aTimeThatResultsRoundedStillMeansItsPicture() throws InterruptedException {
    Path file =
        TestingClips.make(
            "thirds.mkv", ClipTrack.of("mpeg4", 96, 64, 8).pts(3, 0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L));
    FrameReader reader = reader(file);
    for (Shown picture : sequential(file)) {
      double rounded = Math.round(seconds(file, picture.ptsTicks()) * 1e6) / 1e6;
      assertEquals(picture, shown(reader.frameAt(rounded)));
    }
  }
}
