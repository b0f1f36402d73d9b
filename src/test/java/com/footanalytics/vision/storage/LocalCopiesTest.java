package com.footanalytics.vision.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.storage.ObjectStore.LocalCopy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LocalCopiesTest {

  @TempDir private Path folder;
  private final AtomicInteger downloads = new AtomicInteger();
  private LocalCopies copies;

  @BeforeEach
  void open() {
    copies = new LocalCopies(folder, 30);
  }

  @Test
  void anObjectIsFetchedOnceAndKept() throws IOException {
    Path path = use("a");
    assertEquals(path, use("a"));
    assertEquals(1, downloads.get());
    assertEquals(10, Files.size(path));
  }

  @Test
  void theLongestUnusedGoesFirst() throws IOException {
    use("a");
    use("b");
    use("c");
    use("a");
    use("d");
    assertEquals(4, downloads.get());
    use("a");
    use("c");
    assertEquals(4, downloads.get());
    use("b");
    assertEquals(5, downloads.get());
  }

  @Test
  void oneInUseNeverGoes() throws IOException {
    try (LocalCopy a = get("a");
        LocalCopy _ = get("b")) {
      use("c");
      use("d");
      use("e");
      assertTrue(Files.exists(a.path()));
      try (LocalCopy _ = get("f")) {
        String said =
            String.valueOf(assertThrows(StorageFullException.class, () -> get("g")).getMessage());
        assertTrue(said.contains("no room for 10 bytes, copies in use take 30 of 30"), said);
      }
    }
    use("g");
  }

  @Test
  void closingTwiceIsClosingOnce() throws IOException {
    LocalCopy first = get("a");
    try (LocalCopy second = get("a");
        LocalCopy _ = get("b");
        LocalCopy _ = get("c")) {
      first.close();
      first.close();
      assertThrows(StorageFullException.class, () -> get("d"));
      assertTrue(Files.exists(second.path()));
    }
  }

  @Test
  void aDownloadOfTheWrongSizeIsNoCopy() throws IOException {
    String said =
        String.valueOf(
            assertThrows(
                    IOException.class,
                    () -> copies.get("a", 10, file -> Files.write(file, new byte[9])))
                .getMessage());
    assertTrue(said.contains("9 of 10 bytes"), said);
    assertEquals(0, files());
    use("a");
    use("b");
    use("c");
  }

  @Test
  void aBrokenDownloadLeavesNothing() throws IOException {
    assertThrows(
        IOException.class,
        () ->
            copies.get(
                "a",
                10,
                file -> {
                  Files.write(file, new byte[5]);
                  throw new IOException("connection reset");
                }));
    assertEquals(0, files());
  }

  @Test
  void whoeverWaitedForABrokenDownloadTriesAgain() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch breaks = new CountDownLatch(1);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<LocalCopy> broken =
          threads.submit(() ->
              copies.get(
                  "a",
                  10,
                  _ -> {
                    begun.countDown();
                    try {
                      breaks.await();
                    } catch (InterruptedException e) {
                      throw new IOException(e);
                    }
                    throw new IOException("connection reset");
                  }));
      begun.await();
      Future<Path> waiting = threads.submit(() -> use("a"));
      breaks.countDown();
      assertThrows(java.util.concurrent.ExecutionException.class, broken::get);
      assertTrue(Files.exists(waiting.get()));
    }
    assertEquals(1, downloads.get());
  }

  @Test
  void whoeverIsInterruptedWhileWaitingLetsGo() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch ends = new CountDownLatch(1);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> first =
          threads.submit(() -> {
            copies
                .get(
                    "a",
                    10,
                    file -> {
                      begun.countDown();
                      try {
                        ends.await();
                      } catch (InterruptedException e) {
                        throw new IOException(e);
                      }
                      Files.write(file, new byte[10]);
                    })
                .close();
            return true;
          });
      begun.await();
      CountDownLatch interrupted = new CountDownLatch(1);
      Thread waiting =
          Thread.ofVirtual()
              .start(() -> {
                if (assertThrows(IOException.class, () -> get("a")) != null) {
                  interrupted.countDown();
                }
              });
      waiting.interrupt();
      interrupted.await();
      ends.countDown();
      first.get();
    }
    use("b");
    use("c");
    use("d");
    assertEquals(3, files(), "the copy of a has made room");
  }

  @Test
  void manyAtOnceFetchEachObjectOnce() throws Exception {
    copies = new LocalCopies(folder, 1000);
    List<Callable<Path>> calls = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      String tag = "object " + i % 5;
      calls.add(() -> use(tag));
    }
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Path> call : threads.invokeAll(calls)) {
        assertTrue(Files.exists(call.get()));
      }
    }
    assertEquals(5, downloads.get());
  }

  @Test
  void theBoundHoldsWhateverComes() throws Exception {
    Random random = new Random(7);
    List<Callable<Boolean>> calls = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      String tag = "object " + random.nextInt(12);
      calls.add(() -> {
        try (LocalCopy copy = get(tag)) {
          return Files.size(copy.path()) == 10 && files() <= 3;
        } catch (StorageFullException _) {
          return true;
        }
      });
    }
    try (var threads = Executors.newFixedThreadPool(4)) {
      for (Future<Boolean> call : threads.invokeAll(calls)) {
        assertTrue(call.get());
      }
    }
    assertFalse(files() > 3);
  }

  private Path use(String tag) throws IOException {
    try (LocalCopy copy = get(tag)) {
      return copy.path();
    }
  }

  private LocalCopy get(String tag) throws IOException {
    return copies.get(
        tag,
        10,
        file -> {
          downloads.incrementAndGet();
          Files.write(file, new byte[10]);
        });
  }

  private long files() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.count();
    }
  }
}
