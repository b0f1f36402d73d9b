package com.footanalytics.vision.http;

import com.footanalytics.vision.infer.DataType;
import com.footanalytics.vision.infer.Tensor;
import com.footanalytics.vision.oip.Failure;
import com.footanalytics.vision.oip.FailureException;
import com.footanalytics.vision.oip.InferAnswer;
import com.footanalytics.vision.oip.InferRequest;
import com.footanalytics.vision.oip.ModelConfiguration;
import com.footanalytics.vision.oip.ModelMetadata;
import com.footanalytics.vision.oip.ModelStatistics;
import com.footanalytics.vision.oip.TensorMetadata;
import com.footanalytics.vision.oip.TensorService;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/**
 * Does what the model's name says: {@code identity} answers every {@code INPUTn} as {@code
 * OUTPUTn}, {@code sum} adds and subtracts two INT32 tensors, {@code later} is identity from
 * another thread, {@code silent} never answers, {@code crash} throws, {@code fail-not-found} and
 * its like fail.
 */
public final class TestingTensors implements TensorService {
  private static final String FAIL = "fail-";
  private static final Set<String> MODELS =
      Set.of("identity", "text", "batched", "two-open", "later", "silent", "crash", "sum");

  private final LinkedBlockingQueue<InferRequest> asked = new LinkedBlockingQueue<>();
  private final LinkedBlockingQueue<String> cancelled = new LinkedBlockingQueue<>();

  /** The requests that came, in order; their data are gone. */
  LinkedBlockingQueue<InferRequest> asked() {
    return asked;
  }

  /** The models whose requests were cancelled, in order. */
  LinkedBlockingQueue<String> cancelled() {
    return cancelled;
  }

  @Override
  public Cancel infer(InferRequest request, Consumer<InferAnswer> answer) {
    asked.add(request);
    if (request.model().equals("crash")) {
      throw new IllegalStateException("secret of the inside");
    }
    if (request.model().equals("silent")) {
      request.close();
      return () -> cancelled.add(request.model());
    }
    InferAnswer result = answer(request);
    request.close();
    if (request.model().equals("later")) {
      CompletableFuture.runAsync(() -> answer.accept(result));
    } else {
      answer.accept(result);
    }
    return () -> {};
  }

  private static InferAnswer answer(InferRequest request) {
    if (request.model().startsWith(FAIL)) {
      String code = request.model().substring(FAIL.length()).replace('-', '_');
      return new InferAnswer.Failed(
          new Failure(
              Failure.Code.valueOf(code.toUpperCase(Locale.ROOT)),
              "told to fail",
              Optional.of(Duration.ofMillis(1500))));
    }
    if (!MODELS.contains(request.model())) {
      return new InferAnswer.Failed(Failure.of(Failure.Code.NOT_FOUND, noModel(request.model())));
    }
    List<Tensor> all =
        request.model().equals("sum")
            ? sumAndDifference(request.inputs())
            : copies(request.inputs());
    List<Tensor> wanted =
        request.outputs().isEmpty()
            ? all
            : request.outputs().stream()
                .flatMap(name -> all.stream().filter(output -> output.name().equals(name)))
                .toList();
    return new InferAnswer.Done(request.model(), "1", wanted);
  }

  private static List<Tensor> copies(List<Tensor> inputs) {
    var outputs = new ArrayList<Tensor>();
    for (Tensor input : inputs) {
      ByteBuffer copy = ByteBuffer.allocateDirect(input.data().remaining());
      copy.put(input.data().duplicate()).flip();
      outputs.add(
          new Tensor(input.name().replace("INPUT", "OUTPUT"), input.type(), input.shape(), copy));
    }
    return outputs;
  }

  private static List<Tensor> sumAndDifference(List<Tensor> inputs) {
    Tensor first = inputs.get(0);
    int bytes = first.data().remaining();
    ByteBuffer sum = ByteBuffer.allocateDirect(bytes).order(ByteOrder.LITTLE_ENDIAN);
    ByteBuffer difference = ByteBuffer.allocateDirect(bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < bytes; i += Integer.BYTES) {
      int a = first.data().getInt(i);
      int b = inputs.get(1).data().getInt(i);
      sum.putInt(i, a + b);
      difference.putInt(i, a - b);
    }
    return List.of(
        new Tensor("OUTPUT0", DataType.INT32, first.shape(), sum),
        new Tensor("OUTPUT1", DataType.INT32, first.shape(), difference));
  }

  @Override
  public ModelMetadata metadata(String model, String version) {
    check(model, version);
    ModelConfiguration configuration = configuration(model, version);
    return new ModelMetadata(
        model,
        List.of("1"),
        "onnx_onnxv1",
        configuration.inputs(),
        configuration.outputs(),
        Map.of("licence", "MIT"));
  }

  @Override
  public ModelConfiguration configuration(String model, String version) {
    check(model, version);
    List<TensorMetadata> inputs =
        switch (model) {
          case "sum" ->
              List.of(
                  new TensorMetadata("INPUT0", DataType.INT32, List.of(1L, 16L)),
                  new TensorMetadata("INPUT1", DataType.INT32, List.of(1L, 16L)));
          case "text" -> List.of(new TensorMetadata("INPUT0", DataType.BYTES, List.of(-1L)));
          case "batched" -> List.of(new TensorMetadata("INPUT0", DataType.FP32, List.of(2L, -1L)));
          case "two-open" ->
              List.of(new TensorMetadata("INPUT0", DataType.FP32, List.of(-1L, -1L)));
          default -> List.of(new TensorMetadata("INPUT0", DataType.INT16, List.of(-1L)));
        };
    int maxBatch = model.equals("batched") ? 8 : 0;
    return new ModelConfiguration(
        model, "onnx_onnxv1", "onnxruntime", maxBatch, inputs, inputs, 2, false, "model.onnx");
  }

  @Override
  public List<ModelStatistics> statistics(String model, String version) {
    if (!model.isEmpty()) {
      check(model, version);
    }
    var total = new ModelStatistics.Total(3, 30);
    return List.of(
        new ModelStatistics(
            model.isEmpty() ? "identity" : model,
            "1",
            5,
            3,
            2,
            total,
            total,
            total,
            total,
            total,
            total,
            List.of(new ModelStatistics.OfBatch(2, total, total, total))));
  }

  @Override
  public boolean ready(String model, String version) {
    check(model, version);
    return !model.equals("silent");
  }

  private static void check(String model, String version) {
    if (!MODELS.contains(model) || !(version.isEmpty() || version.equals("1"))) {
      throw new FailureException(Failure.Code.NOT_FOUND, noModel(model));
    }
  }

  private static String noModel(String model) {
    return "no model is called " + model;
  }
}
