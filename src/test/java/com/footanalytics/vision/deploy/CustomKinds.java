package com.footanalytics.vision.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Assumptions;

/**
 * Custom kinds, held against the schemas of their definitions, which lie beside a checkout on some
 * machines. A field that a schema does not name is a finding.
 */
final class CustomKinds {

  /** Kinds whose definition is not among the schemas. */
  static final List<String> WITHOUT_SCHEMA = List.of("AppProject");

  private static final Path FOLDER =
      Path.of(System.getProperty("shared.schemas", "../shared/schemas"));

  /** Keywords that are Kubernetes' or an operator's own, and check nothing here. */
  private static final List<String> FOREIGN =
      List.of(
          "x-kubernetes-list-type",
          "x-kubernetes-list-map-keys",
          "x-kubernetes-map-type",
          "x-kubernetes-int-or-string",
          "x-kubernetes-preserve-unknown-fields",
          "x-kubernetes-validations",
          "allowEmptyValue");

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Map<Path, JsonSchema> READ = new ConcurrentHashMap<>();

  private CustomKinds() {}

  static void require() {
    Assumptions.assumeTrue(Files.exists(FOLDER), () -> FOLDER + " is not on this machine");
  }

  static boolean has(Manifest object) {
    return CoreKinds.model(object).isEmpty() && !WITHOUT_SCHEMA.contains(object.kind());
  }

  static List<String> findings(Manifests manifests) {
    List<String> findings = new ArrayList<>();
    manifests.all().stream()
        .filter(CustomKinds::has)
        .forEach(object -> findings.addAll(findings(object)));
    return findings;
  }

  private static List<String> findings(Manifest object) {
    Path file =
        FOLDER
            .resolve(object.group())
            .resolve(object.kind().toLowerCase(Locale.ROOT) + "_" + object.version() + ".json");
    if (!Files.exists(file)) {
      return List.of(object.title() + ": no schema for " + object.apiVersion());
    }
    return READ
        .computeIfAbsent(file, CustomKinds::schema)
        .validate(JSON.valueToTree(object.tree().value()))
        .stream()
        .map(message -> object.title() + ": " + message.getMessage())
        .toList();
  }

  private static JsonSchema schema(Path file) {
    try {
      JsonNode schema = JSON.readTree(file.toFile());
      for (String every : List.of("apiVersion", "kind", "metadata")) {
        if (!schema.path("properties").has(every)) {
          ((ObjectNode) schema.path("properties")).putObject(every);
        }
      }
      close(schema);
      return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(schema);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Refuses what is not named, except where the definition says that it keeps anything. */
  private static void close(JsonNode schema) {
    if (schema instanceof ObjectNode object
        && object.path("properties").isObject()
        && !object.has("additionalProperties")
        && !object.path("x-kubernetes-preserve-unknown-fields").asBoolean()
        && object.path("type").asText().equals("object")) {
      object.put("additionalProperties", false);
    }
    if (schema instanceof ObjectNode object) {
      object.remove(FOREIGN);
    }
    schema.forEach(CustomKinds::close);
  }
}
