package com.footanalytics.vision.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import inference.ModelMetadataResponse;
import inference.ServerMetadataRequest;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * The server under test: the one that the settings name, else this project's packaged service. What
 * it does not have ends the test that asks for it: skipped with a reason, or failed where the run
 * is strict.
 */
final class Target implements AutoCloseable {

  /** The models that a strict run insists on, by the names of their settings. */
  private static final Set<String> PROMISED =
      Set.of(
          "identity",
          "identity-bytes",
          "identity-fp16",
          "identity-uint8",
          "identity-bool",
          "identity-int64",
          "identity-fp64",
          "simple");

  private final Map<String, Optional<Model>> models = new HashMap<>();
  private final Map<String, String> unreachable = new LinkedHashMap<>();
  private @Nullable LocalServer local;
  private @Nullable HttpApi http;
  private @Nullable GrpcApi grpc;
  private @Nullable Set<String> extensions;
  private boolean strict;
  private boolean opened;

  /**
   * Ends the test if the server is this project's own and is known to miss it.
   *
   * @param test the class and method
   */
  synchronized void requireWithinLimits(String test) {
    open();
    String limit = local == null ? null : LocalServer.LIMITS.get(test);
    if (limit != null) {
      skip(limit);
    }
  }

  /** The server's HTTP interface, or the end of the test. */
  synchronized HttpApi http() {
    open();
    return http != null ? http : missing("http", "no HTTP address was given");
  }

  /** The server's gRPC interface, or the end of the test. */
  synchronized GrpcApi grpc() {
    open();
    return grpc != null ? grpc : missing("grpc", "no gRPC address was given");
  }

  /** Ends the test where the server does not announce the extension. */
  synchronized void require(String extension) {
    open();
    if (!extension.isEmpty() && !extensions().contains(extension)) {
      refuse("the server does not announce the extension " + extension);
    }
  }

  /** The model that plays a part, such as {@code simple}, or the end of the test. */
  synchronized Model model(String part) {
    open();
    String name = Settings.get(part, part);
    Optional<Model> model = models.computeIfAbsent(name, this::find);
    if (model.isEmpty() && PROMISED.contains(part)) {
      return refuse("the server has no model " + name);
    }
    return model.orElseGet(() -> skip("the server has no model " + name));
  }

  /** The model that returns a tensor of the type as it is. */
  Model identity(Datatype datatype) {
    return model(datatype == Datatype.FP32 ? "identity" : "identity-" + datatype.lowerCase());
  }

  /** Ends the test: what is asked for may be missing, unless the run is strict. */
  <T> T refuse(String reason) {
    return strict ? Assertions.fail(reason + ", and this run is strict") : skip(reason);
  }

  /** Fails where an address was given at which nothing answers. */
  private <T> T missing(String side, String reason) {
    String problem = unreachable.get(side);
    return problem != null ? Assertions.fail(problem) : skip(reason);
  }

  private static <T> T skip(String reason) {
    return Assumptions.abort(reason);
  }

  private Set<String> extensions() {
    if (extensions == null) {
      Set<String> announced =
          new LinkedHashSet<>(List.of(Settings.get("extensions", "").split("\\s*,\\s*")));
      if (http != null) {
        for (JsonNode extension : http.get("/v2").json().path("extensions")) {
          announced.add(extension.asText());
        }
      } else if (grpc != null) {
        announced.addAll(
            grpc.call()
                .serverMetadata(ServerMetadataRequest.getDefaultInstance())
                .getExtensionsList());
      }
      extensions = announced;
    }
    return extensions;
  }

  private Optional<Model> find(String name) {
    if (http != null) {
      Reply reply = http.get("/v2/models/" + name);
      return reply.status() == 200 ? Optional.of(Model.of(reply.json())) : Optional.empty();
    }
    try {
      ModelMetadataResponse metadata = grpc().metadata(name, "");
      return Optional.of(Model.of(metadata));
    } catch (StatusRuntimeException e) {
      return Optional.empty();
    }
  }

  private void open() {
    if (!opened) {
      opened = true;
      String httpAddress = Settings.get("http", "");
      String grpcAddress = Settings.get("grpc", "");
      strict = Boolean.parseBoolean(Settings.get("strict", "false"));
      if (httpAddress.isEmpty() && grpcAddress.isEmpty()) {
        openLocal();
      } else {
        connect(httpAddress, grpcAddress);
      }
    }
    if (http == null && grpc == null) {
      unreachable.values().forEach(Assertions::fail);
      skip("no server: neither an address was given nor is there a packaged service");
    }
  }

  private void openLocal() {
    if (!LocalServer.isPackaged()) {
      return;
    }
    strict = Boolean.parseBoolean(Settings.get("strict", "true"));
    try {
      local = LocalServer.start();
      connect(local.http(), local.grpc());
    } catch (IOException e) {
      unreachable.put("", "this project's service did not start: " + e.getMessage());
    }
  }

  private void connect(String httpAddress, String grpcAddress) {
    if (!httpAddress.isEmpty() && reaches("http", URI.create(httpAddress))) {
      http = new HttpApi(URI.create(httpAddress.replaceFirst("/+$", "")));
    }
    if (!grpcAddress.isEmpty() && reaches("grpc", URI.create("grpc://" + grpcAddress))) {
      grpc = new GrpcApi(grpcAddress);
    }
  }

  private boolean reaches(String side, URI address) {
    int usual = "https".equals(address.getScheme()) ? 443 : 80;
    int port = address.getPort() < 0 ? usual : address.getPort();
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(String.valueOf(address.getHost()), port), 5000);
      return true;
    } catch (IOException e) {
      unreachable.put(side, "no server answers at " + address + ": " + e.getMessage());
      return false;
    }
  }

  @Override
  public void close() {
    if (grpc != null) {
      grpc.close();
    }
    if (http != null) {
      http.close();
    }
    if (local != null) {
      local.close();
    }
  }
}
