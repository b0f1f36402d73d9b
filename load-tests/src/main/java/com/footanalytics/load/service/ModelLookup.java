package com.footanalytics.load.service;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.footanalytics.load.traffic.ServedModel;
import java.net.URI;
import java.util.Optional;

/** Finds out which model a service has and what its input is called. */
public final class ModelLookup {

  private final HttpLook look;
  private final ObjectMapper json = new ObjectMapper();

  /**
   * @param look stays the caller's
   */
  public ModelLookup(HttpLook look) {
    this.look = look;
  }

  /**
   * A model of the service.
   *
   * @param wanted its name; the first that is ready if empty
   * @throws ServiceException if there is none or it does not take one input
   */
  public ServedModel find(URI http, Optional<String> wanted) throws InterruptedException {
    String name = wanted.isPresent() ? wanted.get() : firstReady(http);
    URI uri = http.resolve("/v2/models/" + name);
    JsonNode inputs = read(uri, look.get(uri)).path("inputs");
    if (inputs.size() != 1) {
      throw new ServiceException(
          "%s: %d inputs (expected: 1); name a detector with --model"
              .formatted(uri, inputs.size()));
    }
    return new ServedModel(name, inputs.get(0).path("name").asText());
  }

  private String firstReady(URI http) throws InterruptedException {
    URI uri = http.resolve("/v2/repository/index");
    for (JsonNode model : read(uri, look.post(uri))) {
      if (model.path("state").asText().equals("READY")) {
        return model.path("name").asText();
      }
    }
    throw new ServiceException(uri + ": no model is READY; load one, or name one with --model");
  }

  private JsonNode read(URI uri, Optional<String> body) {
    try {
      return json.readTree(
          body.orElseThrow(() ->
              new ServiceException(uri + ": no answer of status 200; is it a running service?")));
    } catch (JsonProcessingException e) {
      throw new ServiceException(uri + ": the answer is no JSON: " + e.getOriginalMessage());
    }
  }
}
