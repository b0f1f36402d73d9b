package com.footanalytics.vision.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.probe.VideoInfo;
import com.footanalytics.vision.testing.ClipTrack;
import com.footanalytics.vision.testing.SharedData;
import com.footanalytics.vision.testing.TestingClips;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.bytedeco.ffmpeg.global.avutil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DamagedRangesTest {

  /** Open groups without three transport packets in the middle of a picture of the third group. */
  private static Path withALoss() throws InterruptedException {
    Path whole = RangeClips.openGroups();
    PacketIndex index = PacketIndexer.index(whole, Decoding.probe(whole));
    int group = Math.toIntExact(index.parts().get(2).firstPacket());
    int lost = RangeClips.transportPacketOf(index, group + 4) + 1;
    return RangeClips.transportPackets(
        "with-a-loss.ts", whole, (number, _) -> number < lost || number >= lost + 3);
  }

  private static List<Shown> joined(RangeProof proof) throws InterruptedException {
    List<Shown> joined = new ArrayList<>();
    for (DecodeRange range : proof.index().split(0.1)) {
      joined.addAll(proof.run(range).pictures());
    }
    return joined;
  }

  @Test
  void aLossThatTheContainerTellsCostsTheCutsNextToItOnly() throws InterruptedException {
    RangeProof damaged = RangeProof.of(withALoss(), Decoding.ONE_THREAD);
    RangeProof intact = RangeProof.of(RangeClips.openGroups(), Decoding.ONE_THREAD);
    assertTrue(RangeProof.report(damaged.whole().last()).corruptFrames() > 0);
    assertEquals(Optional.empty(), damaged.index().unsplittable());
    assertEquals(damaged.whole().pictures().size(), damaged.index().shownFrames());
    assertEquals(intact.index().parts().size() - 2, damaged.index().parts().size());
    damaged.check(0.1);
  }

  /** Flipped bits, which no index can know of. */
  @Test
  void aSilentlyDamagedFileGivesTheSameRangesEveryTime() throws InterruptedException {
    RangeProof proof = RangeProof.of(TestingClips.corrupt(), Decoding.ONE_THREAD);
    List<Shown> joined = joined(proof);
    assertEquals(joined, joined(proof));
    assertNotEquals(proof.whole().pictures(), joined, "another start conceals otherwise");
    assertEquals(
        proof.whole().pictures().stream().map(Shown::ptsTicks).toList(),
        joined.stream().map(Shown::ptsTicks).toList());
    assertEquals(24, proof.index().shownFrames());
    assertEquals(23, joined.size());
  }

  @Test
  void aPictureThatIsMissingIsSaidToBeUndecodable() throws InterruptedException {
    Path file = SharedData.require("hostile/sample_with_invalid_nalu.mp4");
    VideoInfo video = Decoding.probe(file);
    PacketIndex index = PacketIndexer.index(file, video);
    FrameReader reader = new FrameReader(file, video, index, 1);
    List<Long> came = Decoding.of(file).pts();
    long missing = 0;
    for (long frame = 0; frame < index.shownFrames(); frame++) {
      switch (reader.frame(frame)) {
        case FrameAnswer.Picture(Frame picture) -> {
          try (picture) {
            assertTrue(came.contains(picture.ptsTicks()));
          }
        }
        case FrameAnswer.Undecodable(String reason) -> {
          missing++;
          assertEquals(
              "picture %d is damaged: nothing of it can be decoded".formatted(frame), reason);
        }
        case FrameAnswer.NoSuchFrame none -> throw new AssertionError(none);
      }
    }
    assertEquals(1, missing);
  }

  @ParameterizedTest
  @ValueSource(strings = {"mjpeg", "ffv1", "prores_ks", "libvpx", "mpeg4", "libopenh264"})
  void withOneThreadDamagedPicturesDoNotDependOnWhoHoldsFrames(String encoder)
      throws InterruptedException {
    Path file = flipped(encoder);
    List<Shown> expected = decode(file, 0, new Random(0));
    assertTrue(expected.size() > 10, "pictures of " + encoder);
    for (int held = 1; held < 5; held++) {
      assertEquals(expected, decode(file, held, new Random(held)), encoder);
    }
  }

  /** 24 pictures with flipped bits in the second half of every fourth. */
  private static Path flipped(String encoder) throws InterruptedException {
    ClipTrack track = ClipTrack.of(encoder, 192, 112, 24);
    if (encoder.startsWith("prores")) {
      track.pixelFormat(avutil.AV_PIX_FMT_YUV422P10LE);
    } else if (encoder.equals("mjpeg")) {
      track.pixelFormat(avutil.AV_PIX_FMT_YUVJ420P);
    }
    Path whole = TestingClips.make("unharmed-" + encoder + ".mkv", track);
    PacketIndex index = PacketIndexer.index(whole, Decoding.probe(whole));
    return TestingClips.file(
        "flipped-" + encoder + ".mkv",
        file -> {
          byte[] bytes = Files.readAllBytes(whole);
          for (int packet = 3; packet < index.packets(); packet += 4) {
            int at = Math.toIntExact(index.table().position(packet));
            int size = index.table().sizeBytes(packet);
            for (int i = size / 2; i < size * 3 / 4; i += 3) {
              bytes[at + i] ^= 0x55;
            }
          }
          Files.write(file, bytes);
        });
  }

  /** Decodes while up to so many frames are held back, now more, now fewer. */
  private static List<Shown> decode(Path file, int held, Random random)
      throws InterruptedException {
    List<Shown> pictures = new ArrayList<>();
    Deque<Frame> out = new ArrayDeque<>();
    DecodeSettings settings = new DecodeSettings(1, held + 2, 1000);
    try (VideoDecoder decoder = VideoDecoder.open(file, Decoding.probe(file), settings)) {
      while (decoder.next() instanceof Decoded.Picture(Frame frame)) {
        pictures.add(Shown.of(frame));
        out.add(frame);
        int keep = random.nextInt(held + 1);
        while (out.size() > keep) {
          out.remove().close();
        }
      }
    }
    out.forEach(Frame::close);
    return pictures;
  }
}
