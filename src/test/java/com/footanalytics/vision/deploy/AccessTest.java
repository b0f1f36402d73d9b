package com.footanalytics.vision.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.footanalytics.vision.deploy.Access.Call;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import footanalytics.vision.v1.VideoAnalysisGrpc;
import inference.GRPCInferenceServiceGrpc;
import io.grpc.MethodDescriptor;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every call of the service: whether callers may make it, and that nobody else may. */
class AccessTest {

  private static final String GATEWAY = "cluster.local/ns/footanalytics/sa/api-gateway";
  private static final String STRANGER = "cluster.local/ns/default/sa/default";

  /** What a release does and no caller. */
  private static final Set<String> CLOSED =
      Set.of(
          "/v2/repository/models/x/load",
          "/v2/repository/models/x/unload",
          "/inference.GRPCInferenceService/RepositoryModelLoad",
          "/inference.GRPCInferenceService/RepositoryModelUnload");

  static Set<String> httpPaths() {
    Set<String> paths =
        new TreeSet<>(
            Set.of(
                "/v2", "/v2/models/x/infer", "/v2/models/x/versions/1/ready", "/v2/models/stats"));
    for (JavaClass type :
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("com.footanalytics.vision.http")) {
      if (type.isAnnotatedWith(Path.class)) {
        Class<?> resource = type.reflect();
        String base = resource.getAnnotation(Path.class).value();
        for (Method method : resource.getDeclaredMethods()) {
          if (Stream.of(method.getAnnotations())
              .noneMatch(a -> a.annotationType().isAnnotationPresent(HttpMethod.class))) {
            continue;
          }
          Path path = method.getAnnotation(Path.class);
          String whole = path == null ? base : base + "/" + path.value();
          paths.add(whole.replaceAll("\\{[^}]*}", "x").replaceAll("/+", "/"));
        }
      }
    }
    return paths;
  }

  static Stream<String> grpcPaths() {
    return Stream.of(
            GRPCInferenceServiceGrpc.getServiceDescriptor(),
            VideoAnalysisGrpc.getServiceDescriptor())
        .flatMap(service -> service.getMethods().stream())
        .map(MethodDescriptor::getFullMethodName)
        .map(name -> "/" + name);
  }

  @ParameterizedTest
  @MethodSource("httpPaths")
  void callersMakeEveryHttpCallButThoseOfARelease(String path) {
    only(GATEWAY, 8080, path);
  }

  @ParameterizedTest
  @MethodSource("grpcPaths")
  void callersMakeEveryGrpcCallButThoseOfARelease(String path) {
    only(GATEWAY, 9000, path);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cluster.local/ns/footanalytics/sa/analytics-engine",
        "cluster.local/ns/ai-processing/sa/flagger-loadtester"
      })
  void platformAndLoadTesterAreCallers(String principal) {
    only(principal, 8080, "/v1/detect");
    only(principal, 9000, "/grpc.health.v1.Health/Check");
  }

  @Test
  void whoWatchesReadsMetricsAndHealthAndNothingElse() {
    Manifests manifests = Overlay.PRODUCTION.manifests();
    Access access = new Access(manifests);
    for (PodGroup group : FuturePods.of(manifests)) {
      if (group.isService()) {
        for (String path : List.of("/q/metrics", "/q/health/ready", "/q/health")) {
          assertEquals(true, access.allows(group.labels(), new Call("", 9001, "GET", path)));
        }
        assertFalse(access.allows(group.labels(), new Call("", 9001, "POST", "/q/metrics")));
        assertFalse(access.allows(group.labels(), new Call("", 9001, "GET", "/q/dev")));
        assertFalse(access.allows(group.labels(), new Call("", 8080, "GET", "/q/metrics")));
      }
    }
  }

  @Test
  void nobodyCallsAWorker() {
    Manifests manifests = Overlay.PRODUCTION.manifests();
    PodGroup worker = FuturePods.named(manifests, "ml-pipeline-worker").orElseThrow();
    Access access = new Access(manifests);
    for (String path : httpPaths()) {
      assertFalse(access.allows(worker.labels(), new Call(GATEWAY, 8080, "POST", path)), path);
    }
  }

  private static void only(String principal, int port, String path) {
    Manifests manifests = Overlay.PRODUCTION.manifests();
    Access access = new Access(manifests);
    for (String owner : List.of("ml-pipeline", "ml-pipeline-primary")) {
      var labels = FuturePods.named(manifests, owner).orElseThrow().labels();
      assertEquals(
          !CLOSED.contains(path),
          access.allows(labels, new Call(principal, port, "POST", path)),
          path);
      assertFalse(access.allows(labels, new Call(STRANGER, port, "POST", path)), path);
      assertFalse(access.allows(labels, new Call("", port, "POST", path)), path);
    }
  }
}
