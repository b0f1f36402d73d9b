package com.footanalytics.vision.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import inference.ModelMetadataResponse;
import inference.ModelMetadataResponse.TensorMetadata;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/** A model as the server's metadata describe it. */
record Model(String name, List<String> versions, List<Port> inputs, List<Port> outputs) {

  /** An input or an output; -1 in a shape is a dimension of any size. */
  record Port(String name, String datatype, List<Long> shape) {}

  static Model of(JsonNode metadata) {
    return new Model(
        metadata.path("name").asText(),
        elements(metadata.path("versions")).stream().map(JsonNode::asText).toList(),
        ports(metadata.path("inputs")),
        ports(metadata.path("outputs")));
  }

  static Model of(ModelMetadataResponse metadata) {
    return new Model(
        metadata.getName(),
        metadata.getVersionsList(),
        metadata.getInputsList().stream().map(Model::port).toList(),
        metadata.getOutputsList().stream().map(Model::port).toList());
  }

  String path() {
    return "/v2/models/" + name;
  }

  String path(String version) {
    return path() + "/versions/" + version;
  }

  String inferPath() {
    return path() + "/infer";
  }

  String output(int index) {
    return outputs.get(index).name();
  }

  /** A tensor for an input, in one row. */
  Tensor input(int index, JsonNode data) {
    return input(index, 1, data);
  }

  /** A tensor for an input: the first dimension is the rows, the last holds what a row has. */
  Tensor input(int index, long rows, JsonNode data) {
    Port port = inputs.get(index);
    List<Long> shape = new ArrayList<>(port.shape());
    shape.replaceAll(dimension -> dimension < 0 ? 1 : dimension);
    long elements = Json.flat(data).size();
    if (shape.size() == 1) {
      shape.set(0, elements);
    } else {
      shape.set(0, rows);
      shape.set(shape.size() - 1, elements / rows);
    }
    return Tensor.of(port.name(), Datatype.valueOf(port.datatype()), shape, data);
  }

  private static List<Port> ports(JsonNode tensors) {
    return elements(tensors).stream()
        .map(tensor ->
            new Port(
                tensor.path("name").asText(),
                tensor.path("datatype").asText(),
                elements(tensor.path("shape")).stream().map(JsonNode::asLong).toList()))
        .toList();
  }

  private static List<JsonNode> elements(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).toList();
  }

  private static Port port(TensorMetadata tensor) {
    return new Port(tensor.getName(), tensor.getDatatype(), tensor.getShapeList());
  }
}
