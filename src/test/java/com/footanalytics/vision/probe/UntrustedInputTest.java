package com.footanalytics.vision.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.testing.TestingClips;
import com.footanalytics.vision.testing.TestingSource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that name others: addresses at which somebody listens, and a video that can be played. */
class UntrustedInputTest {

  private static final VideoProbe PROBE = new VideoProbe(ProbeLimits.DEFAULT);
  private static final String OUTSIDE =
      "the pictures lie in another file, which is not opened (remedy: a self-contained copy)";

  @TempDir private Path folder;
  private ServerSocket listener;

  @BeforeEach
  void listen() throws IOException {
    listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void nobodyHasConnected() throws IOException {
    try (ServerSocket open = listener) {
      open.setSoTimeout(1);
      assertThrows(SocketTimeoutException.class, open::accept);
    }
  }

  private List<String> targets() {
    String address = "127.0.0.1:" + listener.getLocalPort();
    return List.of(
        "http://" + address + "/a.mp4",
        "https://" + address + "/a.mp4",
        "rtsp://" + address + "/a",
        "tcp://" + address,
        "file:///etc/passwd",
        "file://" + TestingClips.plain().toAbsolutePath(),
        TestingClips.plain().toAbsolutePath().toString());
  }

  private static String refusal(Path file) {
    return assertInstanceOf(Probe.Unreadable.class, PROBE.probe(file), file.toString()).reason();
  }

  private static VideoInfo playable(Path file) {
    return assertInstanceOf(Probe.Playable.class, PROBE.probe(file), file.toString()).video();
  }

  @ParameterizedTest
  @ValueSource(strings = {"list.m3u8", "list.mp4", "list.ts", "list"})
  void playlistsOfEveryKindOpenNothing(String name) throws IOException {
    for (String target : targets()) {
      for (String playlist :
          List.of(
              "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXT-X-MEDIA-SEQUENCE:0\n#EXTINF:1,\n%s\n",
              "#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\n%s\n",
              "ffconcat version 1.0\nfile '%s'\n",
              "<?xml version=\"1.0\"?><MPD xmlns=\"urn:mpeg:dash:schema:mpd:2011\""
                  + " profiles=\"urn:mpeg:dash:profile:isoff-live:2011\"><BaseURL>%s</BaseURL>"
                  + "<Period/></MPD>",
              "[Reference]\nRef1=%s\n",
              "<asx version=\"3.0\"><entry><ref href=\"%s\"/></entry></asx>",
              "%s\n")) {
        Path file = folder.resolve(name);
        Files.writeString(file, playlist.formatted(target));
        String reason = refusal(file);
        assertTrue(
            reason.equals("not a video: no container format is recognised")
                || reason.matches("(concat|dash) playlist that names other files .*")
                || reason.matches("format \\w+ is not taken .*"),
            reason);
        try (TestingSource source = TestingSource.of(file, 1000)) {
          assertThrows(UnreadableException.class, () -> PROBE.open(source));
        }
      }
    }
  }

  @Test
  void aSessionDescriptionOpensNothing() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("session.sdp"),
            """
            v=0
            o=- 0 0 IN IP4 127.0.0.1
            s=x
            c=IN IP4 127.0.0.1
            t=0 0
            m=video %d RTP/AVP/TCP 96
            a=rtpmap:96 H264/90000
            """
                .formatted(listener.getLocalPort())
                .replace("\n", "\r\n"));
    assertTrue(refusal(file).startsWith("sdp playlist that names other files"), refusal(file));
  }

  private static byte[] reference(String type, int flags, byte[] location) {
    byte[] head = ByteBuffer.allocate(Long.BYTES).putInt(Integer.BYTES, 1).array();
    byte[] version = ByteBuffer.allocate(Integer.BYTES).putInt(flags).array();
    return Boxes.box("dref", head, Boxes.box(type, version, location));
  }

  private Path withReference(String type, int flags, byte[] location) throws IOException {
    byte[] movie = Files.readAllBytes(TestingClips.lateStart());
    byte[] changed =
        Boxes.replace(
            movie, "moov/trak/mdia/minf/dinf/dref", _ -> reference(type, flags, location));
    return Files.write(folder.resolve("reference.mov"), changed);
  }

  @Test
  void aMovieWhosePicturesLieElsewhereIsRefusedByThatName() throws IOException {
    for (String target : targets()) {
      byte[] location = (target + "\0").getBytes(StandardCharsets.UTF_8);
      assertEquals(OUTSIDE, refusal(withReference("url ", 0, location)));
      assertEquals(OUTSIDE, refusal(withReference("urn ", 0, location)));
    }
  }

  /**
   * The record of an alias: names of a volume, a folder and a file, and a path twice, each padded
   * to an even length.
   */
  private static byte[] alias(String path) {
    byte[] name = path.getBytes(StandardCharsets.UTF_8);
    int padding = name.length % 2;
    ByteBuffer alias = ByteBuffer.allocate(160 + 2 * (name.length + padding));
    alias.putShort(4, (short) alias.limit()).putShort(6, (short) 2);
    alias.position(150);
    for (int kind : new int[] {2, 18}) {
      alias.putShort((short) kind).putShort((short) name.length).put(name);
      alias.position(alias.position() + padding);
    }
    return alias.array();
  }

  @Test
  void anAliasToAnotherFileIsRefusedToo() throws IOException {
    String path = TestingClips.plain().toAbsolutePath().toString();
    assertEquals(OUTSIDE, refusal(withReference("alis", 0, alias(path))));
    assertEquals(OUTSIDE, refusal(withReference("alis", 0, alias(path + "4"))));
    assertEquals(192, playable(withReference("alis", 1, new byte[0])).width(), "this file");
  }

  @Test
  void aReferenceToNothingIsToTheFileItself() throws IOException {
    assertEquals(192, playable(withReference("url ", 0, new byte[0])).width());
    assertEquals(192, playable(withReference("url ", 0, new byte[1])).width());
  }

  @Test
  void boxesThatMakeNoSenseEndTheSearch() throws IOException {
    byte[] movie = Files.readAllBytes(TestingClips.lateStart());
    for (int at = movie.length - 700; at < movie.length; at += 3) {
      byte[] changed = movie.clone();
      changed[at] ^= (byte) 0x81;
      OutsidePictures.refuse(Files.write(folder.resolve("changed.mov"), changed));
    }
  }

  @Test
  void aNameIsNeverTakenForAnAddressOrAPattern() throws IOException {
    for (String name :
        List.of(
            "shot-%03d.mp4",
            "http:127.0.0.1:" + listener.getLocalPort() + ".mp4",
            "concat:a.mp4|b.mp4",
            "subfile,,start,0,end,0,,:a.mp4",
            "-i.mp4",
            "*.mp4")) {
      Path file = Files.copy(TestingClips.plain(), folder.resolve(name));
      assertEquals(192, playable(file).width(), name);
    }
  }

  /** An element of EBML with its length in five bytes. */
  private static byte[] element(long id, byte[] content) {
    ByteBuffer out = ByteBuffer.allocate(12 + content.length);
    for (int shift = id > 0xFFFF ? 24 : 8; shift >= 0; shift -= 8) {
      out.put((byte) (id >> shift));
    }
    out.put((byte) 0x08).putInt(content.length).put(content);
    return Arrays.copyOf(out.array(), out.position());
  }

  private static byte[] attachment(String name, String type, byte[] content) {
    ByteBuffer file =
        ByteBuffer.allocate(200 + content.length)
            .put(element(0x466E, name.getBytes(StandardCharsets.UTF_8)))
            .put(element(0x4660, type.getBytes(StandardCharsets.UTF_8)))
            .put(element(0x46AE, new byte[] {7}))
            .put(element(0x465C, content));
    byte[] fields = Arrays.copyOf(file.array(), file.position());
    return element(0x1941A469L, element(0x61A7, fields));
  }

  @Test
  void attachmentsAreLeftWhereTheyAre() throws IOException {
    byte[] video = Files.readAllBytes(TestingClips.movingSquares("live.mkv"));
    String cluster = "\u001F\u0043\u00B6\u0075";
    int at = new String(video, StandardCharsets.ISO_8859_1).indexOf(cluster);
    byte[] playlist =
        ("#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n" + targets().getFirst() + "\n")
            .getBytes(StandardCharsets.UTF_8);
    for (String type : List.of("application/x-truetype-font", "image/png", "video/mp4", "text/x")) {
      byte[] attached = attachment("../../../../tmp/escaped.mp4", type, playlist);
      byte[] all =
          ByteBuffer.allocate(video.length + attached.length)
              .put(video, 0, at)
              .put(attached)
              .put(video, at, video.length - at)
              .array();
      Path file = Files.write(folder.resolve("attached.mkv"), all);
      VideoInfo found = playable(file);
      assertEquals(96, found.width(), type);
      assertEquals("mpeg4", found.codec(), type);
      try (Stream<Path> entries = Files.list(folder)) {
        assertEquals(List.of(file), entries.toList());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {129, 1001, 5000})
  void moreStreamsThanAnyVideoHasAreRefusedAtOnce(int tracks) throws IOException {
    byte[] movie = Files.readAllBytes(TestingClips.lateStart());
    byte[] many =
        Boxes.replace(
            movie,
            "moov/trak",
            track -> {
              ByteBuffer repeated = ByteBuffer.allocate(tracks * track.length);
              while (repeated.hasRemaining()) {
                repeated.put(track);
              }
              return repeated.array();
            });
    Path file = Files.write(folder.resolve("many.mov"), many);
    assertEquals(
        tracks == 129
            ? "129 streams (expected: at most 128)"
            : "too many streams or too large a header (expected: at most 128 streams)",
        refusal(file));
  }

  @Test
  void lookingIntoAFileEndsInTime() {
    UnreadableException late =
        assertThrows(
            UnreadableException.class, () -> Container.open(TestingClips.plain(), Duration.ZERO));
    String reason = String.valueOf(late.getMessage());
    assertTrue(reason.endsWith(" within 0 s"), reason);
  }
}
