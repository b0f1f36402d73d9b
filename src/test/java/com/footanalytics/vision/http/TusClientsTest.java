package com.footanalytics.vision.http;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.testing.CuttingProxy;
import com.footanalytics.vision.testing.ResidentMemorySampler;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tus.java.client.ProtocolException;
import io.tus.java.client.TusClient;
import io.tus.java.client.TusExecutor;
import io.tus.java.client.TusURLMemoryStore;
import io.tus.java.client.TusUpload;
import io.tus.java.client.TusUploader;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
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
    TusClient client = new TusClient();
    client.setUploadCreationURL(proxy.uri().resolve("/v1/uploads").toURL());
    client.enableResuming(new TusURLMemoryStore());
    String[] location = new String[1];
    int[] attempts = new int[1];
    try (ResidentMemorySampler memory = ResidentMemorySampler.start()) {
      new TusExecutor() {
        @Override
        protected void makeAttempt() throws ProtocolException, IOException {
          attempts[0]++;
          TusUpload upload = new TusUpload(file.toFile());
          upload.setMetadata(Map.of("filename", "match.mp4", "filetype", "video/mp4"));
          TusUploader uploader = client.resumeOrCreateUpload(upload);
          uploader.setChunkSize(1 << 20);
          uploader.setRequestPayloadSize(Integer.MAX_VALUE);
          location[0] = uploader.getUploadURL().getPath();
          while (uploader.uploadChunk() >= 0) {}
          uploader.finish();
        }
      }.makeAttempts();
      report("tus-java-client", attempts[0] - 1, memory);
    }
    assertIsStored(location[0].replace("uploads", "videos"));
  }

  @Test
  void theJavaScriptClientUploads() throws Exception {
    Path home = installed();
    String printed;
    try (ResidentMemorySampler memory = ResidentMemorySampler.start()) {
      Process client =
          new ProcessBuilder(
                  "node",
                  "upload.mjs",
                  proxy.uri().resolve("/v1/uploads").toString(),
                  file.toString(),
                  "match.mp4")
              .directory(home.toFile())
              .redirectErrorStream(true)
              .start();
      printed = new String(client.getInputStream().readAllBytes(), UTF_8);
      assertEquals(0, client.waitFor(), printed);
      Matcher retries = Pattern.compile("retries: (\\d+)").matcher(printed);
      assertTrue(retries.find(), printed);
      report("tus-js-client", Integer.parseInt(retries.group(1)), memory);
    }
    Matcher video = Pattern.compile("video: (/v1/videos/\\S+)").matcher(printed);
    assertTrue(video.find(), printed);
    assertIsStored(video.group(1));
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
