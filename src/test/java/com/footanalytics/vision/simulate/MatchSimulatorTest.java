package com.footanalytics.vision.simulate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MatchSimulatorTest {

  private static final int WIDTH = 640;
  private static final int HEIGHT = 360;

  private static MatchSimulator match(long seed, View view) {
    return new MatchSimulator(settings(seed, view, Optional.empty()));
  }

  private static MatchSettings settings(long seed, View view, Optional<Weather> weather) {
    return new MatchSettings(seed, view, weather, WIDTH, HEIGHT, 25);
  }

  private static long checksum(long seed, int frames) {
    MatchSimulator match = match(seed, View.BROADCAST);
    byte[] rgb = new byte[match.pictureBytes()];
    CRC32 sum = new CRC32();
    for (int i = 0; i < frames; i++) {
      sum.update(match.render(rgb).toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
      sum.update(rgb);
    }
    return sum.getValue();
  }

  @Test
  void equalSettingsGiveEqualPixelsAndTruth() {
    assertEquals(checksum(3, 3), checksum(3, 3));
    assertNotEquals(checksum(3, 1), checksum(4, 1));
  }

  @Test
  void pixelsAndTruthAreTheSameOnEveryMachine() {
    assertEquals(GOLDEN_CHECKSUM, checksum(7, 2));
  }

  private static final long GOLDEN_CHECKSUM = 628446274L;

  @Test
  void skippedFramesLeadToTheSamePlayAsRenderedOnes() {
    MatchSimulator skipping = match(5, View.BROADCAST);
    MatchSimulator rendering = match(5, View.BROADCAST);
    byte[] rgb = new byte[skipping.pictureBytes()];
    for (int i = 0; i < 10; i++) {
      rendering.render(rgb);
    }
    skipping.skip(10);
    assertEquals(rendering.render(rgb).objects(), skipping.render(rgb).objects());
  }

  @Test
  void framesCountFromZeroAndIdsAreUnique() {
    MatchSimulator match = match(11, View.TACTICAL);
    byte[] rgb = new byte[match.pictureBytes()];
    for (int i = 0; i < 3; i++) {
      FrameTruth truth = match.render(rgb);
      assertEquals(i, truth.frame());
      Set<Integer> ids = new HashSet<>();
      truth.objects().forEach(object -> assertTrue(ids.add(object.id())));
    }
  }

  @ParameterizedTest
  @EnumSource(Weather.class)
  void boxesLieInThePictureInEveryWeather(Weather weather) {
    MatchSimulator match = new MatchSimulator(settings(2, View.BROADCAST, Optional.of(weather)));
    byte[] rgb = new byte[match.pictureBytes()];
    FrameTruth truth = match.render(rgb);
    assertTrue(truth.objects().size() >= 5, truth.toString());
    for (TrueObject object : truth.objects()) {
      assertTrue(0 <= object.x0() && object.x0() < object.x1() && object.x1() <= WIDTH);
      assertTrue(0 <= object.y0() && object.y0() < object.y1() && object.y1() <= HEIGHT);
      assertTrue(object.visibleShare() > 0 && object.visibleShare() <= 1);
    }
  }

  @Test
  void aTacticalViewShowsMostOfTheMatch() {
    MatchSimulator match = match(9, View.TACTICAL);
    List<TrueObject> objects = match.render(new byte[match.pictureBytes()]).objects();
    long players = objects.stream().filter(o -> o.role() == Role.PLAYER).count();
    assertTrue(players >= 14 && players <= 20, () -> "players: " + players);
    assertTrue(objects.stream().filter(o -> o.role() == Role.REFEREE).count() <= 3);
    assertTrue(objects.stream().filter(o -> o.role() == Role.GOALKEEPER).count() <= 2);
  }

  @ParameterizedTest
  @EnumSource(
      value = View.class,
      names = {"BROADCAST", "TACTICAL"})
  void theHomographyPutsFeetAtTheBottomOfTheirBoxes(View view) {
    MatchSimulator match = match(21, view);
    FrameTruth truth = match.render(new byte[match.pictureBytes()]);
    int checked = 0;
    for (TrueObject object : truth.objects()) {
      if (object.role() != Role.BALL
          && object.visibleShare() > 0.95
          && object.heightMetres() == 0) {
        Homography h = truth.pitchToPicture();
        double x = object.pitchXMetres();
        double y = object.pitchYMetres();
        double w = h.h20() * x + h.h21() * y + h.h22();
        double u = (h.h00() * x + h.h01() * y + h.h02()) / w;
        double v = (h.h10() * x + h.h11() * y + h.h12()) / w;
        double height = object.y1() - object.y0();
        assertTrue(object.x0() - 2 < u && u < object.x1() + 2, object + " at " + u);
        assertTrue(Math.abs(v - object.y1()) < 0.35 * height + 2, object + " at " + v);
        checked++;
      }
    }
    assertTrue(checked > 5);
  }

  @Test
  void personsMoveNoFasterThanPeopleCan() {
    MatchSimulator match = match(31, View.TACTICAL);
    byte[] rgb = new byte[match.pictureBytes()];
    Map<Integer, TrueObject> before = new HashMap<>();
    for (int i = 0; i < 20; i++) {
      match.skip(2);
      for (TrueObject object : match.render(rgb).objects()) {
        TrueObject old = before.put(object.id(), object);
        if (old != null && object.role() != Role.BALL) {
          double way =
              Math.hypot(
                  object.pitchXMetres() - old.pitchXMetres(),
                  object.pitchYMetres() - old.pitchYMetres());
          assertTrue(way < 12 * 3 / 25.0, () -> old + " to " + object);
          assertEquals(old.jerseyRgb(), object.jerseyRgb());
        }
      }
    }
  }

  @Test
  void aDirectedMatchCutsBetweenViews() {
    MatchSimulator match = match(1, View.DIRECTED);
    byte[] rgb = new byte[match.pictureBytes()];
    Set<View> views = new TreeSet<>();
    int shots = 0;
    for (int i = 0; i < 40; i++) {
      match.skip(24);
      FrameTruth truth = match.render(rgb);
      views.add(truth.view());
      assertTrue(truth.shot() >= shots);
      shots = truth.shot();
    }
    assertTrue(shots >= 3);
    assertTrue(views.size() >= 2 && !views.contains(View.DIRECTED), views::toString);
  }

  @Test
  void thePitchIsGreenAndItsPicturesAreNotFlat() {
    MatchSimulator match = match(13, View.BROADCAST);
    byte[] rgb = new byte[match.pictureBytes()];
    match.render(rgb);
    long[] sum = new long[3];
    for (int i = rgb.length / 2; i < rgb.length; i++) {
      sum[i % 3] += rgb[i] & 255;
    }
    assertTrue(sum[1] > sum[0] && sum[1] > sum[2]);
  }

  @Test
  void aBufferOfTheWrongSizeIsRefused() {
    MatchSimulator match = match(1, View.BROADCAST);
    assertThrows(IllegalArgumentException.class, () -> match.render(new byte[5]));
  }

  @Test
  void settingsOutsideOfTheirRangeAreRefused() {
    Optional<Weather> any = Optional.empty();
    assertThrows(
        IllegalArgumentException.class, () -> new MatchSettings(1, View.TIGHT, any, 641, 360, 25));
    assertThrows(
        IllegalArgumentException.class, () -> new MatchSettings(1, View.TIGHT, any, 640, 80, 25));
    assertThrows(
        IllegalArgumentException.class, () -> new MatchSettings(1, View.TIGHT, any, 640, 360, 0));
  }

  @Test
  void renderedBytesDoNotDependOnWhatTheBufferHeld() {
    byte[] first = new byte[WIDTH * HEIGHT * 3];
    byte[] second = new byte[WIDTH * HEIGHT * 3];
    java.util.Arrays.fill(second, (byte) 77);
    match(17, View.TIGHT).render(first);
    match(17, View.TIGHT).render(second);
    assertArrayEquals(first, second);
    assertFalse(java.util.Arrays.equals(first, new byte[first.length]));
  }
}
