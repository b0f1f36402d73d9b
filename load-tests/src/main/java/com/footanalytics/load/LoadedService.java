package com.footanalytics.load;

import com.footanalytics.load.service.HttpLook;
import com.footanalytics.load.service.ServiceInstance;
import com.footanalytics.load.traffic.Endpoint;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The service under load: one that runs, or instances that end with this object. */
final class LoadedService implements AutoCloseable {

  private final List<ServiceInstance> own;
  private final List<Endpoint> endpoints;
  private final Optional<URI> management;
  private final Thread atExit = new Thread(this::end, "stop-service");

  private LoadedService(
      List<ServiceInstance> own, List<Endpoint> endpoints, Optional<URI> management) {
    this.own = own;
    this.endpoints = List.copyOf(endpoints);
    this.management = management;
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  static LoadedService running(Settings.Service.Running service) {
    return new LoadedService(List.of(), service.endpoints(), service.management());
  }

  /**
   * Starts instances and waits until they are ready.
   *
   * @param folder of their data and logs
   * @param look stays the caller's
   * @throws IOException if the command cannot be run
   */
  static LoadedService start(
      Settings.Service.Started service, int instances, Path folder, HttpLook look)
      throws IOException, InterruptedException {
    List<ServiceInstance> own = new ArrayList<>();
    try {
      for (int i = 1; i <= instances; i++) {
        Path home = folder.resolve("instance-" + i).toAbsolutePath();
        own.add(ServiceInstance.start(Integer.toString(i), service.command(), home, look));
        own.getLast().awaitReady();
      }
    } catch (IOException | InterruptedException | RuntimeException e) {
      own.forEach(ServiceInstance::close);
      throw e;
    }
    return new LoadedService(
        own,
        own.stream().map(ServiceInstance::endpoint).toList(),
        Optional.of(own.getFirst().management()));
  }

  /** Those that were started for the load. */
  List<ServiceInstance> own() {
    return own;
  }

  List<Endpoint> endpoints() {
    return endpoints;
  }

  /** Where the metrics of the first instance are. */
  Optional<URI> management() {
    return management;
  }

  /** The process of the first instance, if it was started for the load. */
  OptionalLong pid() {
    return own.isEmpty() ? OptionalLong.empty() : OptionalLong.of(own.getFirst().pid());
  }

  private void end() {
    own.forEach(ServiceInstance::close);
  }

  @Override
  public void close() {
    end();
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException _) {
      // The process ends, and the hook with it.
    }
  }
}
