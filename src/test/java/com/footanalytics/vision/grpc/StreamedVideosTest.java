package com.footanalytics.vision.grpc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.pipeline.VideoStreams;
import com.footanalytics.vision.testing.ClipTrack;
import com.footanalytics.vision.testing.TestingClips;
import com.footanalytics.vision.testing.TestingModels;
import com.footanalytics.vision.testing.TestingSource;
import footanalytics.vision.v1.AnalyzeOptions;
import footanalytics.vision.v1.AnalyzeResponse;
import footanalytics.vision.v1.End;
import footanalytics.vision.v1.Header;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.netty.NettyChannelBuilder;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(StreamedVideosProfile.class)
@Timeout(60)
@SuppressWarnings("NullAway.Init")
class StreamedVideosTest {

  private static final int CHUNK = 8192;
  private static final int SMALL_WINDOW_BYTES = 4096;

  private final VideoStreams streams;
  private ManagedChannel channel;

  @Inject
  StreamedVideosTest(VideoStreams streams) {
    this.streams = streams;
  }

  @BeforeEach
  void connect() {
    int port = ConfigProvider.getConfig().getValue("quarkus.grpc.server.test-port", Integer.class);
    channel =
        NettyChannelBuilder.forAddress("localhost", port)
            .usePlaintext()
            .flowControlWindow(SMALL_WINDOW_BYTES)
            .build();
  }

  @AfterEach
  void nothingIsLeft() throws Exception {
    channel.shutdownNow().awaitTermination(30, TimeUnit.SECONDS);
    while (streams.count() > 0) {
      if (Thread.interrupted()) {
        throw new AssertionError("a stream goes on");
      }
      Thread.onSpinWait();
    }
    try (Stream<Path> files = Files.walk(StreamedVideosProfile.DATA.resolve("objects/.staging"))) {
      assertEquals(
          List.of(), files.filter(Files::isRegularFile).filter(file -> !isLock(file)).toList());
    }
  }

  /** The service holds one for as long as it runs. */
  private static boolean isLock(Path file) {
    return String.valueOf(file.getFileName()).endsWith(".lock");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ts", "fragmented.mp4", "index-first.mp4", "index-last.mp4", "mkv"})
  void aVideoGoesInAndItsObjectsComeOut(String container) throws InterruptedException {
    byte[] content = TestingSource.content(TestingClips.movingSquares(container));
    TestingCall call =
        TestingCall.reading(channel)
            .options(AnalyzeOptions.newBuilder().setName("squares").setStride(2))
            .file(content, CHUNK)
            .halfClose();
    assertEquals(Status.Code.OK, call.ended.join().getCode());
    List<AnalyzeResponse> answers = new ArrayList<>(call.responses);
    Header header = answers.getFirst().getHeader();
    assertEquals("squares", header.getVideo().getName());
    assertEquals(96, header.getVideo().getWidth());
    assertEquals(TestingModels.NAME, header.getModel().getName());
    End end = answers.getLast().getEnd();
    assertEquals(60, end.getDecoded());
    assertEquals(30, end.getInferred());
    assertEquals(30, end.getSkipped());
    assertEquals(62, answers.size());
    for (int i = 0; i < 60; i++) {
      assertEquals(i, answers.get(i + 1).getFrame().getFrame());
      assertEquals(i % 2 == 1, answers.get(i + 1).getFrame().getSkipped());
    }
    assertTrue(answers.stream().anyMatch(answer -> answer.getFrame().getObjectsCount() > 0));
  }

  @Test
  void framesComeBackWhileTheUploadRuns() throws InterruptedException {
    byte[] content = TestingSource.content(TestingClips.largeStream());
    byte[] half = Arrays.copyOf(content, content.length / 2);
    TestingCall call =
        TestingCall.reading(channel).options(AnalyzeOptions.newBuilder()).file(half, CHUNK);
    assertTrue(call.responses.take().hasHeader());
    for (int i = 0; i < 20; i++) {
      assertEquals(i, call.responses.take().getFrame().getFrame());
    }
    call.file(Arrays.copyOfRange(content, half.length, content.length), CHUNK).halfClose();
    assertEquals(Status.Code.OK, call.ended.join().getCode());
    assertEquals(281, call.responses.size());
  }

  @Test
  void aClientThatReadsLateMissesNothing() throws InterruptedException {
    byte[] content =
        TestingSource.content(
            TestingClips.make("many-frames.ts", ClipTrack.of("mpeg2video", 32, 32, 4000)));
    TestingCall call =
        TestingCall.open(channel, null)
            .options(AnalyzeOptions.newBuilder())
            .file(content, CHUNK)
            .halfClose();
    call.read(1);
    assertTrue(call.responses.take().hasHeader());
    for (int i = 0; i < 1000; i++) {
      call.read(1);
      assertEquals(i, call.responses.take().getFrame().getFrame());
    }
    call.read(Integer.MAX_VALUE);
    assertEquals(Status.Code.OK, call.ended.join().getCode());
    assertEquals(3001, call.responses.size());
  }

  @Test
  void cancellingHalfWayLeavesNothing() throws InterruptedException {
    byte[] content = TestingSource.content(TestingClips.largeStream());
    TestingCall streamed =
        TestingCall.reading(channel)
            .options(AnalyzeOptions.newBuilder())
            .file(Arrays.copyOf(content, content.length / 2), CHUNK);
    streamed.responses.take();
    streamed.cancel();
    byte[] late = TestingSource.content(TestingClips.movingSquares("index-last.mp4"));
    TestingCall.reading(channel)
        .options(AnalyzeOptions.newBuilder())
        .file(Arrays.copyOf(late, late.length / 2), CHUNK)
        .cancel();
  }

  @Test
  void whatCannotBeAnalysedIsToldAsAStatus() throws InterruptedException {
    TestingCall text =
        TestingCall.reading(channel)
            .options(AnalyzeOptions.newBuilder())
            .file("no video at all".repeat(1000).getBytes(UTF_8), CHUNK)
            .halfClose();
    assertEquals(Status.Code.INVALID_ARGUMENT, text.ended.join().getCode());
    TestingCall unknown =
        TestingCall.reading(channel).options(AnalyzeOptions.newBuilder().setModel("nobody"));
    assertEquals(Status.Code.NOT_FOUND, unknown.ended.join().getCode());
    TestingCall empty = TestingCall.reading(channel).halfClose();
    assertEquals(Status.Code.INVALID_ARGUMENT, empty.ended.join().getCode());
  }
}
