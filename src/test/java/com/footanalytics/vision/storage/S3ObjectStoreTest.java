package com.footanalytics.vision.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.storage.ObjectStore.LocalCopy;
import com.footanalytics.vision.testing.CuttingProxy;
import com.footanalytics.vision.testing.TestingS3Server;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class S3ObjectStoreTest extends ObjectStoreContract {

  private static final long CACHE_BYTES = 100_000_000;

  private final TestingS3Server server = TestingS3Server.shared();
  private final String bucket = newBucket();

  private String newBucket() {
    try {
      return server.newBucket();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Override
  ObjectStore open() throws IOException {
    return open(new Config(bucket, server.endpoint(), TestingS3Server.SECRET_KEY), CACHE_BYTES);
  }

  private ObjectStore open(StorageConfig config, long cacheBytes) throws IOException {
    return S3ObjectStore.open(S3Connection.open(config), folder.resolve("cache"), cacheBytes, 0);
  }

  private record Config(Optional<String> bucket, Optional<URI> endpoint, Optional<String> secretKey)
      implements StorageConfig {

    Config(String bucket, URI endpoint, String secretKey) {
      this(Optional.of(bucket), Optional.of(endpoint), Optional.of(secretKey));
    }

    @Override
    public Kind kind() {
      return Kind.S3;
    }

    @Override
    public Optional<String> region() {
      return Optional.empty();
    }

    @Override
    public boolean pathStyle() {
      return true;
    }

    @Override
    public Optional<String> accessKey() {
      return Optional.of(TestingS3Server.ACCESS_KEY);
    }

    @Override
    public Optional<Path> cacheDir() {
      return Optional.empty();
    }

    @Override
    public long cacheBytes() {
      return CACHE_BYTES;
    }

    @Override
    public long reserveBytes() {
      return 0;
    }
  }

  @Test
  void moreObjectsThanOneAnswerHoldsAreListedAndRemoved() throws Exception {
    ObjectKey job = new ObjectKey("jobs/a");
    List<Callable<Boolean>> puts = new ArrayList<>();
    for (int i = 0; i < 1005; i++) {
      ObjectKey key = job.resolve("parts/%05d".formatted(i));
      puts.add(() -> {
        store.put(key, new byte[] {1});
        return true;
      });
    }
    try (var threads = Executors.newFixedThreadPool(4)) {
      for (var put : threads.invokeAll(puts)) {
        assertTrue(put.get());
      }
    }
    assertEquals(1005, store.list(job).size());
    store.deleteAll(job);
    assertEquals(List.of(), store.list(job));
  }

  @Test
  void aDownloadThatBreaksGoesOnFromThere() throws IOException {
    byte[] content = random(12_000_000);
    store.put(KEY, staged("large", content));
    try (CuttingProxy proxy = CuttingProxy.to(server.endpoint());
        ObjectStore behind =
            open(new Config(bucket, proxy.uri(), TestingS3Server.SECRET_KEY), CACHE_BYTES)) {
      proxy.cutAnswersAfter(1_000_000, 5_000_000, 9_000_000);
      try (LocalCopy copy = behind.local(KEY)) {
        assertArrayEquals(content, Files.readAllBytes(copy.path()));
      }
      assertEquals(3, proxy.cuts());
    }
  }

  @Test
  void anUploadThatBreaksIsTriedAgain() throws IOException {
    byte[] content = random(40_000_000);
    try (CuttingProxy proxy = CuttingProxy.to(server.endpoint());
        ObjectStore behind =
            open(new Config(bucket, proxy.uri(), TestingS3Server.SECRET_KEY), CACHE_BYTES)) {
      proxy.cutRequestsAfter(3_000_000, 30_000_000);
      behind.put(KEY, staged("large", content));
      assertEquals(2, proxy.cuts());
    }
    try (LocalCopy copy = store.local(KEY)) {
      assertArrayEquals(content, Files.readAllBytes(copy.path()));
    }
  }

  @Test
  void copiesInUseMayFillTheCache() throws IOException {
    try (ObjectStore small =
        open(new Config(bucket, server.endpoint(), TestingS3Server.SECRET_KEY), 10)) {
      ObjectKey other = new ObjectKey("contents/cd");
      small.put(KEY, "12345678".getBytes(UTF_8));
      small.put(other, "abcdefgh".getBytes(UTF_8));
      try (LocalCopy _ = small.local(KEY)) {
        String said = said(StorageFullException.class, () -> small.local(other));
        assertTrue(said.contains("ml-pipeline.storage.cache-bytes"), said);
      }
      try (LocalCopy copy = small.local(other)) {
        assertEquals("abcdefgh", Files.readString(copy.path()));
      }
    }
  }

  @Test
  void aRefusalNamesTheReasonAndTheRemedy() throws IOException {
    try (ObjectStore wrong = open(new Config(bucket, server.endpoint(), "wrong"), CACHE_BYTES)) {
      String said = said(IOException.class, () -> wrong.put(KEY, new byte[1]));
      assertTrue(said.startsWith("bucket " + bucket + " at http://127.0.0.1:"), said);
      assertTrue(said.contains("SignatureDoesNotMatch; check ml-pipeline.storage.access"), said);
    }
    try (ObjectStore nowhere =
        open(new Config("nosuch", server.endpoint(), TestingS3Server.SECRET_KEY), CACHE_BYTES)) {
      String said = said(IOException.class, () -> nowhere.put(KEY, new byte[1]));
      assertTrue(said.contains("NoSuchBucket; create the bucket"), said);
    }
  }

  @Test
  void aServerThatIsNotThereIsNoMissingObject() throws IOException {
    try (ObjectStore silent =
        open(new Config(bucket, URI.create("http://127.0.0.1:1"), "secret"), CACHE_BYTES)) {
      IOException e = assertThrows(IOException.class, () -> silent.size(KEY));
      assertTrue(!(e instanceof NoSuchFileException));
      assertTrue(String.valueOf(e.getMessage()).contains("no answer"), e.getMessage());
    }
  }

  @Test
  void whatTheConfigurationLacksIsNamed() {
    Config config = new Config(bucket, server.endpoint(), "secret");
    String said =
        said(
            IllegalArgumentException.class,
            () ->
                S3Connection.open(
                    new Config(Optional.empty(), config.endpoint(), config.secretKey())));
    assertTrue(said.startsWith("ml-pipeline.storage.bucket: missing"), said);
    said =
        said(
            IllegalArgumentException.class,
            () ->
                S3Connection.open(
                    new Config(config.bucket(), config.endpoint(), Optional.empty())));
    assertTrue(said.contains("only one is set"), said);
  }

  private static String said(
      Class<? extends Exception> kind, org.junit.jupiter.api.function.Executable call) {
    String said = String.valueOf(assertThrows(kind, call).getMessage());
    assertEquals(1, said.lines().count(), said);
    return said;
  }
}
