package com.footanalytics.vision.decode;

import static com.footanalytics.vision.decode.BitWriter.hex;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class PacketSyntaxTest {

  private static PacketTraits look(PacketSyntax syntax, String packet) {
    return syntax.look(ByteBuffer.wrap(hex(packet)), true);
  }

  /** A unit of HEVC in layer 0. */
  private static byte[] unit(int type, String content) {
    return BitWriter.join(new byte[] {(byte) (type << 1), 1}, hex(content));
  }

  private static PacketTraits hevc(HevcSyntax syntax, byte[]... units) {
    return syntax.look(ByteBuffer.wrap(BitWriter.lengths(4, units)), true);
  }

  @Test
  void hevcBeginsAtEveryKindOfIrapPicture() {
    HevcSyntax syntax = new HevcSyntax(new byte[0]);
    for (int type = 0; type < 32; type++) {
      byte[] packet = BitWriter.startCodes(unit(35, "50"), unit(type, "af00"));
      assertEquals(
          PacketTraits.shown(type >= 16 && type <= 21),
          syntax.look(ByteBuffer.wrap(packet), true),
          "type " + type);
    }
  }

  @Test
  void hevcKnowsTheSetsOfItsRecord() {
    byte[] head = hex("01" + "00".repeat(20) + "03 03");
    byte[] sets =
        BitWriter.join(
            hex("20 0001"), BitWriter.lengths(2, unit(32, "11")),
            hex("21 0001"), BitWriter.lengths(2, unit(33, "22")),
            hex("22 0001"), BitWriter.lengths(2, unit(34, "c3")));
    HevcSyntax syntax = new HevcSyntax(BitWriter.join(head, sets));
    byte[] idr = unit(19, "af");
    assertTrue(hevc(syntax, idr).fresh());
    assertTrue(hevc(syntax, unit(33, "22"), idr).fresh());
    assertTrue(hevc(syntax, unit(34, "c4"), idr).fresh(), "another set is carried");
    assertFalse(hevc(syntax, idr).fresh(), "another set is missing");
    assertEquals(PacketTraits.changedParameters(), hevc(syntax, unit(33, "23"), idr));
    byte[] otherLayer = BitWriter.join(hex("4209"), hex("99"));
    assertEquals(Optional.empty(), hevc(syntax, otherLayer, idr).obstacle());
  }

  @Test
  void mpeg2BeginsAtAnIntraPictureBehindASequence() {
    String sequence = "000001b3 06004013 ffffe0a0";
    String intra = "00000100 000f fff8";
    Mpeg2Syntax syntax = new Mpeg2Syntax();
    assertTrue(look(syntax, sequence + intra).fresh());
    assertFalse(look(syntax, intra).fresh());
    assertFalse(look(syntax, sequence + "00000100 0017 fff8").fresh());
    assertEquals(
        PacketTraits.changedParameters(), look(syntax, "000001b3 07004013 ffffe0a0" + intra));
  }

  @Test
  void mpeg4BeginsAtAnIntraPictureAndHoldsOneToAPacket() {
    byte[] layer =
        new BitWriter()
            .bits(8, 0x20)
            .bits(9, 1)
            .bits(1, 0)
            .bits(4, 1)
            .bits(1, 0)
            .bits(2, 0)
            .bits(1, 1)
            .bits(16, 25)
            .bits(1, 1)
            .bytes();
    Mpeg4Syntax syntax = new Mpeg4Syntax(BitWriter.startCodes(layer));
    byte[] intra = mpeg4(0, true);
    byte[] inter = mpeg4(1, true);
    assertTrue(syntax.look(ByteBuffer.wrap(BitWriter.startCodes(intra)), true).fresh());
    assertFalse(syntax.look(ByteBuffer.wrap(BitWriter.startCodes(inter)), true).fresh());
    assertEquals(
        Optional.of("some of its packets hold 2 pictures"),
        syntax.look(ByteBuffer.wrap(BitWriter.startCodes(inter, inter)), true).obstacle());
    assertEquals(
        Optional.of("some of its packets repeat the picture before"),
        syntax.look(ByteBuffer.wrap(BitWriter.startCodes(mpeg4(1, false))), true).obstacle());
  }

  /** One whole second later, five of the 25 parts of a second. */
  private static byte[] mpeg4(int type, boolean coded) {
    return new BitWriter()
        .bits(8, 0xB6)
        .bits(2, type)
        .bits(2, 0b10)
        .bits(1, 1)
        .bits(5, 5)
        .bits(1, 1)
        .bits(1, coded ? 1 : 0)
        .bits(24, 0xABCDEF)
        .bytes();
  }

  @Test
  void vp8BeginsAtAKeyFrameAndMayShowNothing() {
    Vp8Syntax syntax = new Vp8Syntax();
    assertEquals(PacketTraits.shown(true), look(syntax, "100000 9d012a 6000 4000"));
    assertEquals(PacketTraits.shown(false), look(syntax, "110000 0000"));
    assertEquals(PacketTraits.unseen(false), look(syntax, "010000 0000"));
    assertEquals(PacketTraits.changedParameters(), look(syntax, "100000 9d012a 6100 4000"));
  }

  @Test
  void vp9BeginsAtAKeyFrameAndMayShowNothing() {
    Vp9Syntax syntax = new Vp9Syntax();
    assertEquals(PacketTraits.shown(true), look(syntax, "82 498342 0005 f003 f000"));
    assertEquals(PacketTraits.shown(false), look(syntax, "86 00"));
    assertEquals(PacketTraits.unseen(false), look(syntax, "84 00"));
    assertEquals(PacketTraits.shown(false), look(syntax, "84 00 c0 01 c0"), "a superframe");
    assertEquals(PacketTraits.shown(false), look(syntax, "88"), "shows one from before");
    assertEquals(PacketTraits.changedParameters(), look(syntax, "82 498342 0006 f003 f000"));
  }

  @Test
  void av1BeginsAtAKeyFrameThatIsShownBehindASequence() {
    Av1Syntax syntax = new Av1Syntax();
    String sequence = "0a 03 0000aa";
    assertTrue(look(syntax, "1200" + sequence + "32 02 1000").fresh());
    assertFalse(look(syntax, "1200 32 02 1000").fresh(), "no sequence");
    assertFalse(look(syntax, "1200" + sequence + "32 02 0000").fresh(), "not shown");
    assertFalse(look(syntax, "1200" + sequence + "32 02 3000").fresh(), "an inter frame");
    assertFalse(look(syntax, "1200" + sequence + "1a 01 80").fresh(), "shows one from before");
    assertEquals(PacketTraits.changedParameters(), look(syntax, "1200 0a 03 0000ab 32 02 1000"));
  }

  @Test
  void noBytesThrow() {
    List<Function<byte[], PacketSyntax>> syntaxes =
        List.of(
            H264Syntax::new,
            HevcSyntax::new,
            Mpeg4Syntax::new,
            _ -> new Mpeg2Syntax(),
            _ -> new Vp8Syntax(),
            _ -> new Vp9Syntax(),
            _ -> new Av1Syntax());
    Random random = new Random(11);
    for (int round = 0; round < 20_000; round++) {
      PacketSyntax syntax =
          syntaxes.get(round % syntaxes.size()).apply(noise(random, random.nextInt(60)));
      for (int packet = 0; packet < 3; packet++) {
        syntax.look(ByteBuffer.wrap(noise(random, random.nextInt(40))), true);
      }
    }
  }

  /** Random bytes among which start codes, records and types that matter are frequent. */
  private static byte[] noise(Random random, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    byte[] frequent = hex("000001 67 68 65 06 b3 b6 20 40 42 44 0a 32 ff");
    for (int i = 0; i < length; i++) {
      if (random.nextBoolean()) {
        bytes[i] = frequent[random.nextInt(frequent.length)];
      }
    }
    if (length > 0 && random.nextBoolean()) {
      bytes[0] = 1;
    }
    return bytes;
  }
}
