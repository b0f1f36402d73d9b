package com.footanalytics.vision.http;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.footanalytics.vision.job.JobOptions;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The options of a job on the wire; what is absent takes its default.
 *
 * @param model {@code name} or {@code name:version}
 * @param stride every how many frames one is inferred
 * @param from seconds
 * @param to seconds
 * @param annotate whether to write an annotated video
 */
record JobRequest(
    @Nullable String model,
    @Nullable Integer stride,
    @Nullable Double from,
    @Nullable Double to,
    @Nullable Boolean annotate) {

  /**
   * The options that {@code json} holds; the defaults where it is empty.
   *
   * @throws HttpProblem if it is not such an object
   */
  static JobOptions parse(ObjectReader reader, byte[] json) throws IOException {
    if (json.length == 0) {
      return JobOptions.DEFAULT;
    }
    try {
      @Nullable JobRequest request = reader.forType(JobRequest.class).readValue(json);
      return request == null ? JobOptions.DEFAULT : request.options();
    } catch (JsonMappingException e) {
      String field =
          e.getPath().stream()
              .map(JsonMappingException.Reference::getFieldName)
              .collect(Collectors.joining("."));
      throw HttpProblem.badRequest(
          "options%s: %s".formatted(field.isEmpty() ? "" : " " + field, expectation(e)));
    } catch (JacksonException e) {
      throw HttpProblem.badRequest("options: not JSON: " + expectation(e));
    } catch (IllegalArgumentException e) {
      throw HttpProblem.badRequest("options: " + e.getMessage());
    }
  }

  private JobOptions options() {
    return new JobOptions(
        Optional.ofNullable(model),
        stride == null ? 1 : stride,
        from == null ? OptionalDouble.empty() : OptionalDouble.of(from),
        to == null ? OptionalDouble.empty() : OptionalDouble.of(to),
        annotate != null && annotate);
  }

  private static String expectation(JacksonException e) {
    return "expected an object with model, stride, from, to, annotate; see line %d, column %d"
        .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr());
  }
}
