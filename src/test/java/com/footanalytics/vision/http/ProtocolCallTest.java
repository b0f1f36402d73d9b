package com.footanalytics.vision.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProtocolCallTest {

  @ParameterizedTest
  @CsvSource({
    "/v2,                               SERVER,         '', ''",
    "/v2/,                              SERVER,         '', ''",
    "/v2/models/stats,                  ALL_STATISTICS, '', ''",
    "/v2/models/stats/stats,            STATISTICS,     stats, ''",
    "/v2/models/m,                      METADATA,       m, ''",
    "/v2/models/m/,                     METADATA,       m, ''",
    "/v2/models/m/ready,                READY,          m, ''",
    "/v2/models/m/config,               CONFIGURATION,  m, ''",
    "/v2/models/m/infer,                INFER,          m, ''",
    "/v2/models/m/versions/3,           METADATA,       m, 3",
    "/v2/models/m/versions/3/stats,     STATISTICS,     m, 3",
    "/v2/models/m/versions/3/infer,     INFER,          m, 3",
  })
  void pathsAskSomething(String path, ProtocolCall call, String model, String version) {
    assertEquals(
        Optional.of(new ProtocolCall.Address(call, model, version)), ProtocolCall.at(path));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "/v1",
        "/v2x",
        "/v2x/models/m",
        "/v2/models",
        "/v2/models/",
        "/v2/models//infer",
        "/v2/health/live",
        "/v2/repository/index",
        "/v2/models/m/versions",
        "/v2/models/m/other",
        "/v2/models/m/versions/1/x/infer",
        "/v2/models/m/infer/x",
        "/V2/models/m",
        "/v2//",
        "/v2/models/m/versions//infer"
      })
  void otherPathsAskNothing(String path) {
    assertEquals(Optional.empty(), ProtocolCall.at(path));
  }

  @Test
  void everyTemplateIsARouteOfItsMethods() {
    ProtocolCall.templates()
        .forEach((template, methods) -> {
          String path = template.replace("{model}", "m").replace("{version}", "1");
          Routes.Route route = Routes.ALL.of(path).orElseThrow();
          assertEquals(template, route.template());
          assertEquals(String.join(", ", methods), route.allow());
          assertEquals(route.allow(), ProtocolCall.at(path).orElseThrow().call().allow());
        });
    assertTrue(ProtocolCall.INFER.allows("POST") && !ProtocolCall.INFER.allows("GET"));
  }
}
