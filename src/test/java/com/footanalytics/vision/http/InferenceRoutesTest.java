package com.footanalytics.vision.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InferenceRoutesTest {

  private final TestingServer server = new TestingServer(Duration.ofSeconds(30), 1 << 20);

  @AfterAll
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v2", "/v2/"})
  void theServerSaysWhatItCan(String path) throws Exception {
    assertEquals(
        new JsonObject()
            .put("name", "ml-pipeline")
            .put("version", "1.2.3")
            .put(
                "extensions",
                new JsonArray(
                    List.of(
                        "binary_tensor_data",
                        "model_repository",
                        "model_configuration",
                        "statistics",
                        "schedule_policy",
                        "parameters"))),
        json(200, server.get(path)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v2/models/sum", "/v2/models/sum/versions/1"})
  void aModelSaysWhatItTakes(String path) throws Exception {
    JsonObject view = json(200, server.get(path));
    assertEquals("sum", view.getString("name"));
    assertEquals(new JsonArray(List.of("1")), view.getJsonArray("versions"));
    assertEquals("onnx_onnxv1", view.getString("platform"));
    assertEquals(
        new JsonObject()
            .put("name", "INPUT0")
            .put("datatype", "INT32")
            .put("shape", new JsonArray().add(1).add(16)),
        view.getJsonArray("inputs").getJsonObject(0));
    assertEquals(2, view.getJsonArray("outputs").size());
    assertEquals("MIT", view.getJsonObject("properties").getString("licence"));
  }

  @Test
  void aModelIsReadyOrNot() throws Exception {
    assertEquals(
        new JsonObject().put("name", "sum").put("ready", true),
        json(200, server.get("/v2/models/sum/ready")));
    JsonObject not = json(503, server.get("/v2/models/silent/versions/1/ready"));
    assertEquals(false, not.getBoolean("ready"));
    assertTrue(not.getString("error").contains("silent"));
  }

  @Test
  void aConfigurationIsInTritonsWords() throws Exception {
    JsonObject view = json(200, server.get("/v2/models/batched/config"));
    assertEquals(8, view.getInteger("max_batch_size"));
    assertEquals("onnxruntime", view.getString("backend"));
    assertEquals("model.onnx", view.getString("default_model_filename"));
    assertEquals(
        new JsonObject()
            .put("name", "INPUT0")
            .put("data_type", "TYPE_FP32")
            .put("dims", new JsonArray().add(2).add(-1)),
        view.getJsonArray("input").getJsonObject(0));
    JsonObject group = view.getJsonArray("instance_group").getJsonObject(0);
    assertEquals("KIND_CPU", group.getString("kind"));
    assertEquals(2, group.getInteger("count"));
    assertTrue(view.containsKey("dynamic_batching"));
    JsonObject text = json(200, server.get("/v2/models/text/versions/1/config"));
    assertEquals("TYPE_STRING", text.getJsonArray("input").getJsonObject(0).getString("data_type"));
    assertTrue(!text.containsKey("dynamic_batching"));
  }

  @ParameterizedTest
  @CsvSource({
    "/v2/models/stats,               identity",
    "/v2/models/sum/stats,           sum",
    "/v2/models/sum/versions/1/stats,sum"
  })
  void statisticsAreInTritonsWords(String path, String model) throws Exception {
    JsonObject view = json(200, server.get(path)).getJsonArray("model_stats").getJsonObject(0);
    assertEquals(model, view.getString("name"));
    assertEquals("1", view.getString("version"));
    assertEquals(5, view.getInteger("last_inference"));
    assertEquals(3, view.getInteger("inference_count"));
    assertEquals(2, view.getInteger("execution_count"));
    JsonObject times = view.getJsonObject("inference_stats");
    var total = new JsonObject().put("count", 3).put("ns", 30);
    for (String name :
        List.of("success", "fail", "queue", "compute_input", "compute_infer", "compute_output")) {
      assertEquals(total, times.getJsonObject(name));
    }
    assertEquals(0, times.getJsonObject("cache_hit").getInteger("count"));
    assertEquals(0, times.getJsonObject("cache_miss").getInteger("count"));
    JsonObject batch = view.getJsonArray("batch_stats").getJsonObject(0);
    assertEquals(2, batch.getInteger("batch_size"));
    assertEquals(total, batch.getJsonObject("compute_infer"));
    assertTrue(view.containsKey("response_stats") && view.containsKey("memory_usage"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v2/models/nosuch",
        "/v2/models/sum/versions/2",
        "/v2/models/nosuch/ready",
        "/v2/models/nosuch/config",
        "/v2/models/nosuch/stats"
      })
  void anUnknownModelIsNotFound(String path) throws Exception {
    assertTrue(json(404, server.get(path)).getString("error").startsWith("no model is called"));
  }

  @Test
  void aWrongMethodSaysWhichAreRight() throws Exception {
    HttpResponse<byte[]> get = server.get("/v2/models/sum/infer");
    assertTrue(json(405, get).getString("error").contains("GET"));
    assertEquals("POST", get.headers().firstValue("Allow").orElseThrow());
    HttpResponse<byte[]> post = server.post("/v2/models/sum/ready", new byte[3]);
    json(405, post);
    assertEquals("GET, HEAD", post.headers().firstValue("Allow").orElseThrow());
    json(405, server.send(server.request("/v2").DELETE()));
  }

  @Test
  void aHeadRequestHasNoBody() throws Exception {
    HttpResponse<byte[]> answer =
        server.send(
            server
                .request("/v2")
                .method("HEAD", java.net.http.HttpRequest.BodyPublishers.noBody()));
    assertEquals(200, answer.statusCode());
    assertEquals(0, answer.body().length);
    answer =
        server.send(
            server
                .request("/v2/models/nosuch")
                .method("HEAD", java.net.http.HttpRequest.BodyPublishers.noBody()));
    assertEquals(404, answer.statusCode());
    assertEquals(0, answer.body().length);
  }

  @Test
  void otherPathsAreLeftToOthers() throws IOException, InterruptedException {
    assertEquals(404, server.get("/v2/other").statusCode());
    assertEquals(404, server.get("/v2x").statusCode());
  }

  private static JsonObject json(int status, HttpResponse<byte[]> answer) {
    assertEquals(status, answer.statusCode(), new String(answer.body(), UTF_8));
    assertEquals("application/json", answer.headers().firstValue("Content-Type").orElseThrow());
    return new JsonObject(Buffer.buffer(answer.body()));
  }
}
