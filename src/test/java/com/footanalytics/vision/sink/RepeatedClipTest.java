package com.footanalytics.vision.sink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.decode.PacketIndex;
import com.footanalytics.vision.decode.PacketIndexer;
import com.footanalytics.vision.probe.Probe;
import com.footanalytics.vision.probe.ProbeLimits;
import com.footanalytics.vision.probe.VideoProbe;
import com.footanalytics.vision.testing.TestingClips;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RepeatedClipTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void everyPictureComesAgainAtItsOwnTime(boolean bFrames) throws Exception {
    Path clip = bFrames ? TestingClips.bFrames() : TestingClips.plain();
    Path target = folder.resolve("long.mp4");
    RepeatedClip.write(clip, 9, target);
    var probed =
        assertInstanceOf(Probe.Playable.class, new VideoProbe(ProbeLimits.DEFAULT).probe(target));
    PacketIndex index = PacketIndexer.index(target, probed.video());
    assertEquals(Optional.empty(), index.unsplittable());
    assertEquals(240, index.shownFrames());
    long step = index.ptsOfFrame(1) - index.ptsOfFrame(0);
    for (long frame = 1; frame < 240; frame++) {
      assertEquals(step, index.ptsOfFrame(frame) - index.ptsOfFrame(frame - 1));
    }
    assertTrue(index.split(2).size() > 2);
  }

  @Test
  void whatIsNoVideoIsRefused() throws IOException {
    Path text = Files.writeString(folder.resolve("text.mp4"), "no video");
    assertThrows(IOException.class, () -> RepeatedClip.write(text, 5, folder.resolve("long.mp4")));
  }
}
