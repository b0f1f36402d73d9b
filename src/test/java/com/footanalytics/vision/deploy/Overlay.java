package com.footanalytics.vision.deploy;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Every folder that is applied as it is. */
enum Overlay {
  LOCAL("k8s/overlays/local"),
  STAGING("k8s/overlays/staging"),
  PRODUCTION("k8s/overlays/production"),
  GREEN("k8s/overlays/green"),
  PLATFORM("k8s/platform"),
  ARGOCD("k8s/argocd");

  /** Where Flagger releases. */
  static final List<Overlay> RELEASED = List.of(STAGING, PRODUCTION, GREEN);

  /** Where the service runs. */
  static final List<Overlay> RUNNING = List.of(LOCAL, STAGING, PRODUCTION, GREEN);

  private static final Map<Overlay, Manifests> BUILT = new ConcurrentHashMap<>();

  private final Path folder;

  Overlay(String folder) {
    this.folder = Path.of(folder);
  }

  /** Its objects, and those that they will make themselves: the engines of scheduled faults. */
  Manifests manifests() {
    return BUILT.computeIfAbsent(
        this,
        overlay -> {
          Manifests built = Manifests.parse(Kustomize.build(overlay.folder));
          return built.and(Chaos.engines(built));
        });
  }

  static int objects() {
    return Arrays.stream(values()).mapToInt(overlay -> overlay.manifests().all().size()).sum();
  }
}
