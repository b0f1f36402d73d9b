package com.footanalytics.vision.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.testing.TestingClips;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PacketIndexFormTest {

  private static PacketIndex index(Path file) throws InterruptedException {
    return PacketIndexer.index(file, Decoding.probe(file));
  }

  private static byte[] bytes(PacketIndex index) throws IOException {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    index.write(output);
    return output.toByteArray();
  }

  private static String refusal(byte[] bytes) {
    return String.valueOf(
        assertThrows(DecodeException.class, () -> PacketIndex.read(new ByteArrayInputStream(bytes)))
            .getMessage());
  }

  static Stream<Path> files() {
    return Stream.of(
        TestingClips.bFrames(),
        TestingClips.editList(),
        TestingClips.variableRate(),
        RangeClips.openGroups(),
        RangeClips.wrapAround(),
        RangeClips.recordedFrom("recorded-late.ts", 90),
        TestingClips.rawH264(),
        TestingClips.aviWithBFrames());
  }

  @ParameterizedTest
  @MethodSource("files")
  void whatIsReadIsWhatWasWritten(Path file) throws IOException, InterruptedException {
    PacketIndex index = index(file);
    byte[] written = bytes(index);
    PacketIndex read = PacketIndex.read(new ByteArrayInputStream(written));
    assertEquals(index.stream(), read.stream());
    assertEquals(index.unsplittable(), read.unsplittable());
    assertEquals(index.packets(), read.packets());
    for (int packet = 0; packet < index.packets(); packet++) {
      assertEquals(index.table().ptsTicks(packet), read.table().ptsTicks(packet));
      assertEquals(index.table().sizeBytes(packet), read.table().sizeBytes(packet));
      assertEquals(index.table().position(packet), read.table().position(packet));
      assertEquals(index.table().flags(packet), read.table().flags(packet));
    }
    assertEquals(index.split(0.1), read.split(0.1));
    assertTrue(Arrays.equals(written, bytes(read)), "the form is a function of the index");
  }

  @Test
  void aPacketTakesAFewBytes() throws IOException, InterruptedException {
    PacketIndex index = index(TestingClips.largeStream());
    assertTrue(bytes(index).length < 100 + 10 * index.packets());
  }

  @Test
  void noFlippedBitGoesUnnoticed() throws IOException, InterruptedException {
    byte[] bytes = bytes(index(TestingClips.bFrames()));
    for (int bit = 0; bit < bytes.length * Byte.SIZE; bit++) {
      byte[] damaged = bytes.clone();
      damaged[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
      assertTrue(refusal(damaged).startsWith("packet index: "));
    }
  }

  @Test
  void noMissingEndGoesUnnoticed() throws IOException, InterruptedException {
    byte[] bytes = bytes(index(TestingClips.bFrames()));
    for (int length = 0; length < bytes.length; length++) {
      assertEquals(
          "packet index: damaged, breaks off (remedy: make it again)",
          refusal(Arrays.copyOf(bytes, length)));
    }
  }

  @Test
  void otherFilesAndVersionsAreRefusedByName() throws IOException, InterruptedException {
    byte[] bytes = bytes(index(TestingClips.bFrames()));
    ByteBuffer.wrap(bytes).putInt(4, 7);
    assertEquals("packet index: version 7 (expected: 1; remedy: make it again)", refusal(bytes));
    assertEquals("packet index: is none", refusal("{\"packets\": 3}".getBytes("UTF-8")));
  }

  @Test
  void aFalseCountTakesNoMemory() throws IOException, InterruptedException {
    byte[] bytes = bytes(index(TestingClips.bFrames()));
    int countAt = bytes.length - 4 - tableBytes(TestingClips.bFrames()) - 4;
    assertEquals(24, ByteBuffer.wrap(bytes).getInt(countAt));
    ByteBuffer.wrap(bytes).putInt(countAt, Integer.MAX_VALUE);
    assertEquals("packet index: damaged, breaks off (remedy: make it again)", refusal(bytes));
  }

  /** Bytes of the packets in the form of an index. */
  private static int tableBytes(Path file) throws IOException, InterruptedException {
    PacketIndex index = index(file);
    PacketIndex empty = new PacketIndex(index.stream(), new PacketTable(), null);
    return bytes(index).length - bytes(empty).length;
  }
}
