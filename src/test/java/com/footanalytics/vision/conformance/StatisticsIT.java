package com.footanalytics.vision.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import inference.ModelStatistics;
import inference.ModelStatisticsRequest;
import io.grpc.Status;
import java.util.List;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Statistics extension. It counts what these tests send, so nobody else may ask for the model. */
@Group(value = "Both: statistics", kind = Group.Kind.EXTENSION, extension = "statistics")
class StatisticsIT {

  private static final int QUESTIONS = 500;

  private final Target target;
  private final Model model;

  StatisticsIT(Target target) {
    this.target = target;
    model = target.model("identity");
  }

  /** "Statistics Response JSON Object": model_stats, each with its members. */
  @Test
  void aModelsStatisticsHaveTheirMembers() {
    infer(1);
    JsonNode statistics = statistics();
    assertEquals(model.name(), statistics.path("name").asText());
    for (String member : List.of("last_inference", "inference_count", "execution_count")) {
      assertTrue(statistics.path(member).isIntegralNumber(), member);
    }
    assertTrue(statistics.path("inference_stats").isObject());
    assertTrue(statistics.path("batch_stats").isArray());
  }

  /** "inference_stats": each duration is a count and nanoseconds. */
  @Test
  void everyDurationIsACountAndNanoseconds() {
    infer(1);
    JsonNode durations = statistics().path("inference_stats");
    for (String name :
        List.of("success", "fail", "queue", "compute_input", "compute_infer", "compute_output")) {
      duration(durations.path(name), name);
    }
  }

  /** "batch_stats": sizes of batches with their durations. */
  @Test
  void everyBatchSizeHasItsDurations() {
    infer(1);
    JsonNode batches = statistics().path("batch_stats");
    assertFalse(batches.isEmpty());
    for (JsonNode batch : batches) {
      assertTrue(batch.path("batch_size").asInt() > 0, batch::toString);
      for (String name : List.of("compute_input", "compute_infer", "compute_output")) {
        duration(batch.path(name), name);
      }
    }
  }

  /** "success": the count of successful requests. */
  @Test
  void successGrowsByOneForEachRequest() {
    long before = success();
    for (int i = 0; i < 3; i++) {
      infer(1);
    }
    assertEquals(before + 3, settled(this::success, before + 3));
  }

  /** "inference_count": each row of a batch counts. */
  @Test
  void inferencesGrowByTheRowsOfABatch() {
    long before = inferences();
    infer(3);
    assertEquals(before + 3, settled(this::inferences, before + 3));
  }

  /** "execution_count": an execution makes at least one inference. */
  @Test
  void thereAreNoMoreExecutionsThanInferences() {
    infer(3);
    JsonNode statistics = statistics();
    long executions = statistics.path("execution_count").asLong();
    assertTrue(executions > 0);
    assertTrue(executions <= statistics.path("inference_count").asLong());
  }

  /** "last_inference": milliseconds since the epoch, and it does not go back. */
  @Test
  void theLastInferenceIsATimeInMilliseconds() {
    infer(1);
    long before = statistics().path("last_inference").asLong();
    infer(1);
    assertTrue(before > 1_600_000_000_000L && before < 9_999_999_999_999L, "a date, " + before);
    assertTrue(statistics().path("last_inference").asLong() >= before);
  }

  /** The path without a model: all models. */
  @Test
  void withoutAModelTheStatisticsAreOfAll() {
    List<String> names =
        target
            .http()
            .get("/v2/models/stats")
            .succeeded()
            .json()
            .path("model_stats")
            .findValuesAsText("name");
    assertTrue(names.contains(model.name()), names::toString);
  }

  /** The path with a version. */
  @Test
  void aVersionsStatisticsAreItsOwn() {
    Assumptions.assumeFalse(model.versions().isEmpty(), "the server lists no versions");
    String version = model.versions().getFirst();
    JsonNode statistics =
        target.http().get(model.path(version) + "/stats").succeeded().json().path("model_stats");
    assertEquals(1, statistics.size());
    assertEquals(version, statistics.path(0).path("version").asText());
  }

  /** "Statistics Response JSON Error Object". */
  @Test
  void anUnknownModelIsRefusedWithAMessage() {
    target.http().get("/v2/models/no-such-model/stats").error();
  }

  /** "GRPC": ModelStatistics tells the same. */
  @Test
  void grpcTellsTheSameCounts() {
    infer(1);
    long expected = settled(this::success, success());
    ModelStatistics statistics = overGrpc(model.name()).getFirst();
    assertEquals(model.name(), statistics.getName());
    assertEquals(expected, statistics.getInferenceStats().getSuccess().getCount());
    assertEquals(inferences(), statistics.getInferenceCount());
    assertTrue(statistics.getBatchStatsCount() > 0);
  }

  /** ModelStatisticsRequest: without a name all models. */
  @Test
  void grpcTellsOfAllModelsWhereNoneIsNamed() {
    assertTrue(
        overGrpc("").stream().anyMatch(statistics -> statistics.getName().equals(model.name())));
  }

  /** "GRPC": errors are told by the status. */
  @Test
  void anUnknownModelIsAnErrorOverGrpc() {
    Status status = Messages.failure(() -> overGrpc("no-such-model"));
    assertFalse(status.isOk());
  }

  private List<ModelStatistics> overGrpc(String name) {
    return target
        .grpc()
        .call()
        .modelStatistics(ModelStatisticsRequest.newBuilder().setName(name).build())
        .getModelStatsList();
  }

  private void infer(int rows) {
    Tensor sent = model.input(0, rows, Json.range(0, 4 * rows));
    target.http().answer(model, InferBody.of(sent));
  }

  private JsonNode statistics() {
    JsonNode all = target.http().get(model.path() + "/stats").succeeded().json();
    assertFalse(all.path("model_stats").isEmpty(), all::toString);
    return all.path("model_stats").path(0);
  }

  private long success() {
    return statistics().path("inference_stats").path("success").path("count").asLong();
  }

  private long inferences() {
    return statistics().path("inference_count").asLong();
  }

  /** The value once it is reached: a server may count just after it has answered. */
  private static long settled(LongSupplier value, long expected) {
    long seen = value.getAsLong();
    for (int i = 0; seen < expected && i < QUESTIONS; i++) {
      seen = value.getAsLong();
    }
    return seen;
  }

  private static void duration(JsonNode duration, String name) {
    assertTrue(duration.path("count").isIntegralNumber(), name);
    assertTrue(duration.path("ns").isIntegralNumber(), name);
  }
}
