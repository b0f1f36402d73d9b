package com.footanalytics.vision.http;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.testing.ChildJvm;
import com.footanalytics.vision.testing.CuttingProxy;
import com.footanalytics.vision.testing.ResidentMemorySampler;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real clients send a gibibyte over a connection that breaks three times. */
@QuarkusTest
@TestProfile(TusClientsProfile.class)
@Timeout(300)
@SuppressWarnings("NullAway.Init")
class TusClientsTest {

  private static final long BYTES = 1L << 30;
  private static final int MARK_EVERY_BYTES = 1 << 20;
  private static final long[] CUTS = {150_000_003L, 510_000_001L, 900_000_007L};

  /** Far less than is sent, and more than garbage that is not yet collected. */
  private static final long MAX_GROWTH_BYTES = 400L << 20;

  private static final Path JS = Path.of("src/test/js/tus");

  @TempDir private Path folder;

  @TestHTTPResource("/v1/uploads")
  private URI uploads;

  private Path file;
  private CuttingProxy proxy;

  /** Empty but for a mark in each mebibyte, so that no part can stand for another. */
  @BeforeEach
  void prepare() throws IOException {
    file = folder.resolve("match.mp4");
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(BYTES);
      for (long at = 0; at < BYTES; at += MARK_EVERY_BYTES) {
        sparse.seek(at);
        sparse.writeLong(at + 1);
      }
    }
    proxy = CuttingProxy.to(uploads);
    proxy.cutRequestsAfter(CUTS);
  }

  @AfterEach
  void end() throws IOException {
    proxy.close();
  }

  @Test
  void theJavaClientUploads() throws Exception {
    uploadBy(
        "tus-java-client",
        () -> ChildJvm.start(TusJavaUpload.class, endpoint(), file.toString(), "match.mp4"));
  }

  @Test
  void theJavaScriptClientUploads() throws Exception {
    Path home = installed();
    uploadBy(
        "tus-js-client",
        () ->
            new ProcessBuilder("node", "upload.mjs", endpoint(), file.toString(), "match.mp4")
                .directory(home.toFile())
                .redirectErrorStream(true)
                .start());
  }

  /** Starts a program that uploads the file. */
  private interface Client {

    Process start() throws IOException;
  }

  private String endpoint() {
    return proxy.uri().resolve("/v1/uploads").toString();
  }

  private void uploadBy(String name, Client program) throws Exception {
    String printed;
    try (ResidentMemorySampler memory = ResidentMemorySampler.start()) {
      Process client = program.start();
      printed = new String(client.getInputStream().readAllBytes(), UTF_8);
      assertEquals(0, client.waitFor(), printed);
      report(name, Integer.parseInt(said("retries", printed)), memory);
    }
    assertIsStored(said("video", printed));
  }

  private static String said(String what, String printed) {
    Matcher found = Pattern.compile(what + ": (\\S+)").matcher(printed);
    assertTrue(found.find(), printed);
    return found.group(1);
  }

  private void report(String client, int retries, ResidentMemorySampler memory) {
    System.out.printf(
        "%s: %d bytes, connection cut %d times, %d retries, resident memory %d MiB at first, %d"
            + " MiB at most%n",
        client, BYTES, proxy.cuts(), retries, memory.firstBytes() >> 20, memory.mostBytes() >> 20);
    assertEquals(CUTS.length, proxy.cuts());
    assertTrue(
        memory.mostBytes() - memory.firstBytes() < MAX_GROWTH_BYTES,
        "grew from %d to %d bytes".formatted(memory.firstBytes(), memory.mostBytes()));
  }

  private void assertIsStored(String video) throws Exception {
    given()
        .get(video)
        .then()
        .statusCode(200)
        .body("name", equalTo("match.mp4"))
        .body("bytes", equalTo((int) BYTES))
        .body("sha256", equalTo(Api.sha256(file)));
    given().delete(video).then().statusCode(204);
  }

  /** The client's program with what it needs, or a skipped test where that is not to be had. */
  private static Path installed() throws Exception {
    Path home = Files.createDirectories(Path.of("target/tus-js"));
    for (String name : new String[] {"package.json", "package-lock.json", "upload.mjs"}) {
      Files.copy(JS.resolve(name), home.resolve(name), REPLACE_EXISTING);
    }
    try {
      Process npm =
          new ProcessBuilder("npm", "ci", "--no-audit", "--no-fund", "--prefer-offline")
              .directory(home.toFile())
              .redirectErrorStream(true)
              .start();
      String said = new String(npm.getInputStream().readAllBytes(), UTF_8);
      Assumptions.assumeTrue(npm.waitFor() == 0, () -> "no tus-js-client: " + said);
    } catch (IOException e) {
      Assumptions.abort("no npm: " + e.getMessage());
    }
    return home;
  }
}
