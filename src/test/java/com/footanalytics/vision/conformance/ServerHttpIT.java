package com.footanalytics.vision.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

/** HTTP/REST: "Server Live", "Server Ready" and "Server Metadata". */
@Group(value = "HTTP: health and server metadata", kind = Group.Kind.STANDARD)
class ServerHttpIT {

  private final HttpApi http;

  ServerHttpIT(Target target) {
    http = target.http();
  }

  /** "Server Live": the API tells that the server receives and answers requests. */
  @Test
  void liveIsTrueOfAServerThatAnswers() {
    assertEquals(200, http.get("/v2/health/live").status());
  }

  /** "Server Ready": the API tells that all models are ready. */
  @Test
  void readyIsTrueWhenAllModelsAreReady() {
    assertEquals(200, http.get("/v2/health/ready").status());
  }

  /** "Server Live Response JSON Object"; a server may leave the body out. */
  @Test
  void theLiveObjectWhereThereIsOneSaysLive() {
    Reply reply = http.get("/v2/health/live");
    assertTrue(reply.body().isEmpty() || reply.json().path("live").asBoolean(), reply::text);
  }

  /** "Server Ready Response JSON Object"; the text calls its member live, servers also ready. */
  @Test
  void theReadyObjectWhereThereIsOneSaysSo() {
    Reply reply = http.get("/v2/health/ready");
    if (!reply.body().isEmpty()) {
      JsonNode body = reply.json();
      assertTrue(
          body.path("live").asBoolean() || body.path("ready").asBoolean(), () -> body.toString());
    }
  }

  /** "Server Metadata": a successful request has status 200. */
  @Test
  void serverMetadataAnswers200() {
    assertEquals(200, http.get("/v2").status());
  }

  /** "Server Metadata": the object is in the body. */
  @Test
  void serverMetadataIsJson() {
    Reply reply = http.get("/v2").succeeded();
    assertEquals(HttpApi.JSON, reply.contentType());
    assertTrue(reply.json().isObject());
  }

  /** "Server Metadata Response JSON Object": name. */
  @Test
  void theServerHasADescriptiveName() {
    assertFalse(http.get("/v2").json().path("name").asText().isBlank());
  }

  /** "Server Metadata Response JSON Object": version. */
  @Test
  void theServerHasAVersionWhichIsAString() {
    JsonNode version = http.get("/v2").json().path("version");
    assertTrue(version.isTextual() && !version.asText().isBlank(), version::toString);
  }

  /** "Server Metadata Response JSON Object": extensions. */
  @Test
  void extensionsAreAnArrayOfStrings() {
    JsonNode extensions = http.get("/v2").json().path("extensions");
    assertTrue(extensions.isArray(), extensions::toString);
    extensions.forEach(extension -> assertTrue(extension.isTextual(), extension::toString));
  }

  /** "Server Metadata": what is announced is announced once. */
  @Test
  void noExtensionIsNamedTwice() {
    JsonNode extensions = http.get("/v2").json().path("extensions");
    assertEquals(extensions.size(), extensions.valueStream().distinct().count());
  }

  /** "HTTP/REST": the table of paths. */
  @Test
  void aPathOfNoApiIsAnError() {
    assertTrue(http.get("/v2/no-such-api").status() >= 400);
  }
}
