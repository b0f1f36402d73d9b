package com.footanalytics.vision.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.telemetry.Label;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.ws.rs.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoutesTest {

  @Test
  void noResourceIsLeftOut() {
    Set<String> annotated =
        new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("com.footanalytics.vision")
                .stream()
                .filter(type -> type.isAnnotatedWith(Path.class))
                .map(JavaClass::getName)
                .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(
        annotated,
        Routes.RESOURCES.stream()
            .map(Class::getName)
            .collect(Collectors.toCollection(TreeSet::new)));
  }

  /** One more stands for all paths that are not there. */
  @Test
  void thereAreNoMoreThanMetricsPromise() {
    assertTrue(Routes.ALL.all().size() + 1 <= Label.ROUTE.most());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/v1/detect                | /v1/detect                  | POST",
        "/v1/videos/               | /v1/videos                  | GET, HEAD, POST",
        "/v1/videos/x              | /v1/videos/{id}             | DELETE, GET, HEAD",
        "/v1/videos/x/jobs         | /v1/videos/{id}/jobs        | POST",
        "/v1/uploads               | /v1/uploads                 | OPTIONS, POST",
        "/v1/uploads/x             | /v1/uploads/{id}            | DELETE, HEAD, PATCH",
        "/v1/jobs                  | /v1/jobs                    | GET, HEAD",
        "/v1/jobs/x                | /v1/jobs/{id}               | DELETE, GET, HEAD",
        "/v1/jobs/x/events         | /v1/jobs/{id}/events        | GET, HEAD",
        "/v1/jobs/x/detections     | /v1/jobs/{id}/detections    | GET, HEAD",
        "/v1/jobs/x/annotated.mp4  | /v1/jobs/{id}/annotated.mp4 | GET, HEAD",
        "/v1/jobs/x/summary        | /v1/jobs/{id}/summary       | GET, HEAD",
        "/v1/videos/x/frames/7.jpg/| /v1/videos/{id}/frames/{frame}.jpg | GET, HEAD",
        "/v1/jobs/x/analytics      | /v1/jobs/{id}/analytics     | GET, HEAD",
        "/v1/live                  | /v1/live                    | POST",
        "/v2/health/ready          | /v2/health/ready            | GET, HEAD",
        "/v2                       | /v2                         | GET, HEAD",
        "/v2/models/stats          | /v2/models/stats            | GET, HEAD",
        "/v2/models/m/infer        | /v2/models/{model}/infer    | POST",
        "/v2/models/m/versions/1   | /v2/models/{model}/versions/{version} | GET, HEAD"
      })
  void aPathIsOfOneTemplateAndAllowsItsMethods(String path, String template, String allow) {
    Routes.Route route = Routes.ALL.of(path).orElseThrow();
    assertEquals(template, route.template());
    assertEquals(allow, route.allow());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "/v1",
        "/v1/jobs//",
        "/v1/videos/x/frames/.jpg",
        "/v1/jobs/x/y/z",
        "/v1/jobs/x/annotatedxmp4",
        "/V1/jobs"
      })
  void otherPathsAreOfNone(String path) {
    assertEquals(Optional.empty(), Routes.ALL.of(path));
  }
}
