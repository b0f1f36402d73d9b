package com.footanalytics.vision.probe;

import static com.footanalytics.vision.probe.Streamability.NEEDS_WHOLE;
import static com.footanalytics.vision.probe.Streamability.STREAMABLE;
import static com.footanalytics.vision.probe.Streamability.UNDECIDED;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.footanalytics.vision.testing.TestingClips;
import com.footanalytics.vision.testing.TestingSource;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class StreamabilityTest {

  static Stream<Arguments> clips() {
    return Stream.of(
        Arguments.of(TestingClips.movingSquares("ts"), STREAMABLE),
        Arguments.of(TestingClips.movingSquares("fragmented.mp4"), STREAMABLE),
        Arguments.of(TestingClips.movingSquares("index-first.mp4"), STREAMABLE),
        Arguments.of(TestingClips.movingSquares("mkv"), STREAMABLE),
        Arguments.of(TestingClips.movingSquares("live.mkv"), STREAMABLE),
        Arguments.of(TestingClips.movingSquares("index-last.mp4"), NEEDS_WHOLE),
        Arguments.of(TestingClips.movingSquares("avi"), NEEDS_WHOLE),
        Arguments.of(TestingClips.rawH264(), NEEDS_WHOLE),
        Arguments.of(TestingClips.audioOnly(), NEEDS_WHOLE),
        Arguments.of(TestingClips.empty(), NEEDS_WHOLE));
  }

  @ParameterizedTest
  @MethodSource("clips")
  void theHeadTellsAndAWholeFileIsNeverUndecided(Path clip, Streamability expected) {
    byte[] content = TestingSource.content(clip);
    assertEquals(expected, Streamability.of(content, content.length, true));
  }

  @ParameterizedTest
  @MethodSource("clips")
  void aShorterHeadNeverTellsTheOpposite(Path clip, Streamability expected) {
    byte[] content = TestingSource.content(clip);
    Streamability told = UNDECIDED;
    for (int length = 0; length <= content.length && told == UNDECIDED; length++) {
      told = Streamability.of(content, length, length == content.length);
    }
    assertEquals(expected, told);
  }

  @Test
  void aTransportStreamIsToldByItsFirstPackets() {
    byte[] content = TestingSource.content(TestingClips.movingSquares("ts"));
    assertEquals(UNDECIDED, Streamability.of(content, 1000, false));
    assertEquals(STREAMABLE, Streamability.of(content, 1800, false));
    assertEquals(NEEDS_WHOLE, Streamability.of(content, 1000, true));
  }

  @ParameterizedTest
  @CsvSource({
    "ftyp:24 moov:99, STREAMABLE",
    "moov:99, STREAMABLE",
    "ftyp:24 free:3000 wide:8 uuid:900 moov:99, STREAMABLE",
    "styp:24 sidx:44 moof:99, STREAMABLE",
    "ftyp:24 mdat:99, NEEDS_WHOLE",
    "mdat:99, NEEDS_WHOLE",
    "ftyp:24 free:16, UNDECIDED",
    "ftyp:0 moov:99, NEEDS_WHOLE",
    "ftyp:7 moov:99, NEEDS_WHOLE",
    "ftyp:24 free:2000000000, NEEDS_WHOLE",
    "ftyp:24 junk:40 moov:99, STREAMABLE",
    "junk:24 moov:99, NEEDS_WHOLE"
  })
  void boxesAreWalkedInOrder(String boxes, Streamability expected) {
    byte[] head = boxes(boxes);
    assertEquals(expected, Streamability.of(head, head.length, false));
  }

  @Test
  void aBoxOfALongSizeIsSteppedOver() {
    byte[] head = boxes("ftyp:24 free:40 moov:99");
    ByteBuffer.wrap(head).putInt(24, 1).putLong(32, 40);
    assertEquals(STREAMABLE, Streamability.of(head, head.length, false));
    ByteBuffer.wrap(head).putLong(32, Long.MAX_VALUE);
    assertEquals(NEEDS_WHOLE, Streamability.of(head, head.length, false));
    ByteBuffer.wrap(head).putLong(32, -1);
    assertEquals(NEEDS_WHOLE, Streamability.of(head, head.length, false));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 4, 7})
  void aFewBytesTellNothingYet(int length) {
    assertEquals(UNDECIDED, Streamability.of(new byte[16], length, false));
    assertEquals(NEEDS_WHOLE, Streamability.of(new byte[16], length, true));
  }

  @Test
  void nothingIsLookedForBeyondTheLimit() {
    byte[] head = new byte[Streamability.MOST_BYTES];
    byte[] boxes = boxes("ftyp:24 free:1048546");
    System.arraycopy(boxes, 0, head, 0, 40);
    assertEquals(UNDECIDED, Streamability.of(head, head.length - 1, false));
    assertEquals(NEEDS_WHOLE, Streamability.of(head, head.length, false));
  }

  /** Boxes written {@code type:size}; each has the bytes that its size says, 1000 at most. */
  private static byte[] boxes(String description) {
    var head = new ByteArrayOutputStream();
    for (String box : description.split(" ")) {
      int size = Integer.parseInt(box.substring(5));
      byte[] bytes = new byte[Math.clamp(size, 8, 4000)];
      ByteBuffer.wrap(bytes).putInt(size).put(box.substring(0, 4).getBytes(ISO_8859_1));
      head.writeBytes(bytes);
    }
    return head.toByteArray();
  }
}
