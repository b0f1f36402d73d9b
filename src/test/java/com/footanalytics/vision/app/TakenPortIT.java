package com.footanalytics.vision.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.testing.PackagedService;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TakenPortIT {

  @TempDir private Path folder;

  @Test
  void aServiceThatCannotServeGrpcEndsAndSaysWhy() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      String port = Integer.toString(taken.getLocalPort());
      PackagedService.Ended ended =
          PackagedService.runToItsEnd(folder, Map.of("QUARKUS_GRPC_SERVER_PORT", port));
      assertEquals(1, ended.status());
      assertTrue(ended.log().contains("gRPC cannot be served on 127.0.0.1:" + port), ended::log);
    }
  }
}
