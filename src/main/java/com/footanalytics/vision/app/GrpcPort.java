package com.footanalytics.vision.app;

import io.quarkus.grpc.api.ServerBuilderCustomizer;
import io.quarkus.grpc.runtime.config.GrpcServerConfiguration;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.vertx.grpc.VertxServerBuilder;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Ends a service that cannot serve gRPC. The framework writes a line where the port is taken and
 * goes on without; such a service would be called ready and leave half of its callers without an
 * answer.
 */
@Singleton
final class GrpcPort implements ServerBuilderCustomizer<VertxServerBuilder> {

  private static final int BEFORE_WORK = 1;

  private @Nullable InetSocketAddress address;
  private Optional<String> objection = Optional.empty();

  /** Looks at the port just before the first server takes it. */
  @Override
  public synchronized void customize(GrpcServerConfiguration config, VertxServerBuilder builder) {
    if (address == null) {
      boolean isTest = LaunchMode.current() == LaunchMode.TEST;
      address = new InetSocketAddress(config.host(), isTest ? config.testPort() : config.port());
      objection = whyNotFree(address);
    }
  }

  /**
   * Runs when servers have started.
   *
   * @throws ConfigurationException if the port was not free before, or still is; it ends the
   *     process with one line
   */
  synchronized void require(@Observes @Priority(BEFORE_WORK) StartupEvent event) {
    InetSocketAddress served = address;
    if (served == null || served.getPort() == 0) {
      return;
    }
    Optional<String> reason =
        objection.or(() ->
            whyNotFree(served).isEmpty() ? Optional.of("nothing listens there") : Optional.empty());
    if (reason.isPresent()) {
      throw new ConfigurationException(
          "ml-pipeline: gRPC cannot be served on %s:%d: %s (quarkus.grpc.server.port)"
              .formatted(served.getHostString(), served.getPort(), reason.get()));
    }
  }

  private static Optional<String> whyNotFree(InetSocketAddress address) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(address);
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }
}
