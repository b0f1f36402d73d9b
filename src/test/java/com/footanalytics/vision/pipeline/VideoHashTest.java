package com.footanalytics.vision.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VideoHashTest {

  @TempDir Path folder;

  @Test
  void itIsTheSha256OfTheWholeFile() throws Exception {
    Path abc = Files.writeString(folder.resolve("abc"), "abc");
    assertEquals(
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", VideoHash.sha256(abc));
    byte[] large = "0123456789".repeat(300_000).getBytes(StandardCharsets.US_ASCII);
    Path file = Files.write(folder.resolve("large"), large);
    String expected = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(large));
    assertEquals(expected, VideoHash.sha256(file));
  }

  @Test
  void aMissingFileCannotBeHashed() {
    Path none = folder.resolve("none");
    assertThrows(UncheckedIOException.class, () -> VideoHash.sha256(none));
  }

  @Test
  void anInterruptEndsTheHashAndTheWaitForIt() throws IOException {
    Path file = Files.writeString(folder.resolve("abc"), "abc");
    Thread.currentThread().interrupt();
    assertThrows(CancellationException.class, () -> VideoHash.sha256(file));
    assertTrue(Thread.currentThread().isInterrupted());
    CompletableFuture<String> never = new CompletableFuture<>();
    assertThrows(CancellationException.class, () -> Waiting.result(never));
    assertTrue(Thread.interrupted());
  }

  @Test
  void whatTheMakerThrewIsThrownAsItWas() {
    IllegalStateException failure = new IllegalStateException("torn");
    CompletableFuture<String> failed = CompletableFuture.failedFuture(failure);
    assertEquals(failure, assertThrows(IllegalStateException.class, () -> Waiting.result(failed)));
  }
}
