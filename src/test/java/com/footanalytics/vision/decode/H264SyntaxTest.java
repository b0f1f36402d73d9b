package com.footanalytics.vision.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class H264SyntaxTest {

  private static final byte[] FRAMES_ONLY = sequence(0, true, 4);
  private static final byte[] PICTURE = picture(0, 26);
  private static final byte[] IDR = slice(5, 0);
  private static final byte[] INTER = slice(1, 0);

  /** Main profile, order type 0, 96x64. */
  private static byte[] sequence(int id, boolean framesOnly, int references) {
    BitWriter bits = new BitWriter().bits(8, 0x67).bits(8, 77).bits(8, 0).bits(8, 30);
    bits.golomb(id).golomb(0).golomb(0).golomb(2).golomb(references).bits(1, 0);
    return bits.golomb(5).golomb(3).bits(1, framesOnly ? 1 : 0).bits(4, 0).bytes();
  }

  private static byte[] picture(int id, int quantiser) {
    return new BitWriter().bits(8, 0x68).golomb(id).golomb(0).golomb(quantiser).bytes();
  }

  /** First macroblock 0, type 7, that picture set, frame number 3. */
  private static byte[] slice(int type, int picture) {
    BitWriter bits = new BitWriter().bits(8, 0x60 | type).golomb(0).golomb(7).golomb(picture);
    return bits.bits(4, 3).bits(1, 0).bits(32, 0x12345678).bytes();
  }

  private static byte[] field() {
    BitWriter bits = new BitWriter().bits(8, 0x61).golomb(0).golomb(7).golomb(0);
    return bits.bits(4, 3).bits(1, 1).bits(1, 0).bytes();
  }

  /** A user message in front, then a recovery point. */
  private static byte[] recovery(int frames, boolean exact) {
    byte[] message = new BitWriter().golomb(frames).bits(1, exact ? 1 : 0).bits(3, 0).bytes();
    return BitWriter.join(
        BitWriter.hex("06 05 03 aabbcc 06"), new byte[] {(byte) message.length}, message);
  }

  private static byte[] record(byte[] sequence, byte[] picture) {
    return BitWriter.join(
        BitWriter.hex("01 4d001e ff e1"),
        BitWriter.lengths(2, sequence),
        new byte[] {1},
        BitWriter.lengths(2, picture));
  }

  private static H264Syntax opened() {
    return new H264Syntax(BitWriter.startCodes(FRAMES_ONLY, PICTURE));
  }

  private static PacketTraits look(H264Syntax syntax, byte[]... units) {
    return syntax.look(ByteBuffer.wrap(BitWriter.startCodes(units)), true);
  }

  @Test
  void anIdrPictureIsAFreshStart() {
    assertEquals(PacketTraits.shown(true), look(opened(), IDR));
    assertEquals(PacketTraits.shown(true), look(opened(), BitWriter.hex("0910"), IDR));
    assertEquals(PacketTraits.shown(false), look(opened(), INTER));
  }

  @Test
  void whatTheContainerCallsNoKeyIsNone() {
    ByteBuffer packet = ByteBuffer.wrap(BitWriter.startCodes(IDR));
    assertEquals(PacketTraits.shown(false), opened().look(packet, false));
  }

  @Test
  void aRecoveryPointIsAFreshStartIfItIsExactAtOnce() {
    assertTrue(look(opened(), recovery(0, true), INTER).fresh());
    assertFalse(look(opened(), recovery(0, false), INTER).fresh());
    assertFalse(look(opened(), recovery(12, true), INTER).fresh());
  }

  @Test
  void unitsBehindLengthsAreRead() {
    H264Syntax syntax = new H264Syntax(record(FRAMES_ONLY, PICTURE));
    byte[] idr = BitWriter.lengths(4, recovery(9, true), IDR);
    byte[] inter = BitWriter.lengths(4, INTER);
    assertTrue(syntax.look(ByteBuffer.wrap(idr), true).fresh());
    assertFalse(syntax.look(ByteBuffer.wrap(inter), true).fresh());
  }

  @Test
  void unitsThatShareALengthAreRead() {
    H264Syntax syntax = new H264Syntax(record(FRAMES_ONLY, PICTURE));
    byte[] both = BitWriter.join(BitWriter.hex("6ec0800f 00"), BitWriter.startCodes(IDR));
    assertTrue(syntax.look(ByteBuffer.wrap(BitWriter.lengths(4, both)), true).fresh());
  }

  @Test
  void anotherPictureSetIsToBeCarried() {
    H264Syntax syntax = opened();
    assertTrue(look(syntax, PICTURE, IDR).fresh());
    assertTrue(look(syntax, picture(0, 30), IDR).fresh(), "carried");
    assertFalse(look(syntax, IDR).fresh(), "known from the packet before");
    assertFalse(look(syntax, FRAMES_ONLY, IDR).fresh(), "the other set is not carried");
    assertTrue(look(syntax, PICTURE, IDR).fresh(), "as opened again");
    assertTrue(look(syntax, IDR).fresh());
  }

  @Test
  void aSetThatTheOpeningLacksIsToBeCarried() {
    H264Syntax syntax = new H264Syntax(new byte[0]);
    assertTrue(look(syntax, FRAMES_ONLY, PICTURE, IDR).fresh());
    assertFalse(look(syntax, IDR).fresh());
    assertTrue(look(syntax, FRAMES_ONLY, PICTURE, IDR).fresh());
  }

  @Test
  void anotherSequenceIsAnObstacle() {
    assertEquals(
        PacketTraits.changedParameters(), look(opened(), sequence(0, true, 2), PICTURE, IDR));
    assertEquals(Optional.empty(), look(opened(), sequence(1, true, 2), IDR).obstacle());
  }

  @Test
  void picturesInFieldsAreAnObstacle() {
    H264Syntax syntax = new H264Syntax(BitWriter.startCodes(sequence(0, false, 4), PICTURE));
    assertEquals(PacketTraits.shown(false), look(syntax, INTER));
    assertEquals(
        Optional.of("its pictures are coded as two fields each"), look(syntax, field()).obstacle());
    assertEquals(Optional.empty(), look(opened(), field()).obstacle(), "frames only");
  }
}
