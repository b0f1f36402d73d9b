package com.footanalytics.load.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.load.service.RollingRestart.Restart;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RollingRestartTest {

  private static final int SIGTERM = 143;

  @TempDir private Path folder;

  private ServiceInstance instance(String name, HttpLook look) throws Exception {
    ServiceInstance instance =
        ServiceInstance.start(name, TestingInstance.command(), folder.resolve(name), look);
    instance.awaitReady();
    return instance;
  }

  @Test
  void everyInstanceIsRestartedOnceAfterTheOther() throws Exception {
    try (HttpLook look = new HttpLook();
        ServiceInstance one = instance("one", look);
        ServiceInstance two = instance("two", look)) {
      List<Long> before = List.of(one.pid(), two.pid());
      RollingRestart restart = new RollingRestart(List.of(one, two));
      assertFalse(restart.hasCome());
      restart.start();
      restart.join();
      List<Restart> done = restart.await();
      assertEquals(Optional.empty(), restart.failure());
      assertEquals(List.of("one", "two"), done.stream().map(Restart::instance).toList());
      assertEquals(List.of(SIGTERM, SIGTERM), done.stream().map(Restart::exitStatus).toList());
      assertNotEquals(before, List.of(one.pid(), two.pid()));
      assertTrue(look.get(one.management().resolve("/q/health/ready")).isPresent());
      assertTrue(look.get(two.management().resolve("/q/health/ready")).isPresent());
    }
  }

  @Test
  void aLoadThatEndsFirstIsToldSo() throws Exception {
    try (HttpLook look = new HttpLook();
        ServiceInstance one = instance("one", look)) {
      RollingRestart restart = new RollingRestart(List.of(one));
      restart.start();
      assertEquals(List.of(), restart.await());
      assertTrue(restart.failure().orElseThrow().contains("did not end within the load"));
      assertTrue(restart.hasCome());
    }
  }

  @Test
  void anInstanceStartsWithoutTheDataOfTheOneBefore() throws Exception {
    Path home = folder.resolve("one");
    Files.createDirectories(home.resolve("data"));
    Files.writeString(home.resolve("data").resolve("old"), "old");
    try (HttpLook look = new HttpLook();
        ServiceInstance one = instance("one", look)) {
      assertFalse(Files.exists(home.resolve("data").resolve("old")));
      assertTrue(one.endpoint().grpc().startsWith("127.0.0.1:"));
      assertEquals("http", one.endpoint().http().getScheme());
    }
    assertTrue(Files.readString(home.resolve("log")).contains("data in " + home.resolve("data")));
  }
}
