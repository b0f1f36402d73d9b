package com.footanalytics.vision.oip;

import com.footanalytics.vision.infer.DataType;
import com.footanalytics.vision.infer.Tensor;
import com.footanalytics.vision.oip.ModelStatistics.OfBatch;
import com.footanalytics.vision.oip.ModelStatistics.Total;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Serves {@code identity}, which gives what it takes, and {@code pair}, which gives sum and
 * difference of two INT32 tensors. Knows {@code asleep}, which does not serve. Answers at once, or
 * when a test says so. Thread-safe.
 */
public final class TestingTensorModels implements TensorService {

  public static final String IDENTITY = "identity";
  public static final String PAIR = "pair";
  public static final String ASLEEP = "asleep";

  private static final long SOON_SECONDS = 20;

  private final BlockingQueue<Run> begun = new LinkedBlockingQueue<>();
  private final AtomicBoolean held = new AtomicBoolean();
  private volatile @Nullable Failure failure;

  /** A request whose answer the test gives. */
  public final class Run {
    private final InferRequest request;
    private final Consumer<InferAnswer> answer;
    private final AtomicBoolean answered = new AtomicBoolean();
    private final BlockingQueue<Boolean> cancelled = new LinkedBlockingQueue<>();

    private Run(InferRequest request, Consumer<InferAnswer> answer) {
      this.request = request;
      this.answer = answer;
    }

    public InferRequest request() {
      return request;
    }

    /** Gives the model's answer, in this thread. */
    public void finish() {
      end(failure == null ? outputs(request) : new InferAnswer.Failed(failure));
    }

    public boolean awaitCancel() throws InterruptedException {
      return cancelled.poll(SOON_SECONDS, TimeUnit.SECONDS) != null;
    }

    private void cancel() {
      end(new InferAnswer.Failed(Failure.of(Failure.Code.CANCELLED, "cancelled")));
      cancelled.add(true);
    }

    private void end(InferAnswer how) {
      if (answered.compareAndSet(false, true)) {
        request.close();
        answer.accept(how);
      }
    }
  }

  /** From now on answers wait for {@link Run#finish}. */
  public void hold() {
    held.set(true);
  }

  /** From now on every request fails so. */
  public void fail(Failure reason) {
    failure = reason;
  }

  /** The next request that came; waits for it. */
  public Run next() throws InterruptedException {
    Run run = begun.poll(SOON_SECONDS, TimeUnit.SECONDS);
    if (run == null) {
      throw new AssertionError("no request came");
    }
    return run;
  }

  /** Requests that came and were not yet asked for. */
  public int waiting() {
    return begun.size();
  }

  /** As at first. */
  public void reset() {
    held.set(false);
    failure = null;
    for (Run run = begun.poll(); run != null; run = begun.poll()) {
      run.finish();
    }
  }

  @Override
  public Cancel infer(InferRequest request, Consumer<InferAnswer> answer) {
    Run run = new Run(request, answer);
    begun.add(run);
    if (!held.get()) {
      run.finish();
    }
    return run::cancel;
  }

  @Override
  public ModelMetadata metadata(String model, String version) {
    check(model, version);
    List<TensorMetadata> pair = tensors("INPUT", -1L, 16L);
    return new ModelMetadata(
        model,
        List.of("1"),
        "onnx_onnxv1",
        pair,
        tensors("OUTPUT", -1L, 16L),
        Map.of("licence", "MIT"));
  }

  @Override
  public ModelConfiguration configuration(String model, String version) {
    check(model, version);
    return new ModelConfiguration(
        model,
        "onnx_onnxv1",
        "onnxruntime",
        8,
        tensors("INPUT", 16L),
        tensors("OUTPUT", 16L),
        2,
        false,
        "model.onnx");
  }

  @Override
  public List<ModelStatistics> statistics(String model, String version) {
    if (!model.isEmpty()) {
      check(model, version);
    }
    Total two = new Total(2, 2000);
    return List.of(
        new ModelStatistics(
            model.isEmpty() ? PAIR : model,
            "1",
            1_700_000_000_000L,
            5,
            2,
            two,
            new Total(1, 10),
            new Total(2, 20),
            new Total(2, 30),
            new Total(2, 40),
            new Total(2, 50),
            List.of(new OfBatch(4, new Total(1, 3), new Total(1, 4), new Total(1, 5)))));
  }

  @Override
  public boolean ready(String model, String version) {
    if (model.equals(ASLEEP)) {
      return false;
    }
    check(model, version);
    return true;
  }

  private static List<TensorMetadata> tensors(String prefix, Long... shape) {
    return List.of(
        new TensorMetadata(prefix + "0", DataType.INT32, List.of(shape)),
        new TensorMetadata(prefix + "1", DataType.INT32, List.of(shape)));
  }

  private static void check(String model, String version) {
    if (model.equals(ASLEEP)) {
      throw new FailureException(Failure.Code.UNAVAILABLE, model + ": not loaded");
    }
    boolean known = List.of(IDENTITY, PAIR).contains(model);
    if (!known || !(version.isEmpty() || version.equals("1"))) {
      throw new FailureException(
          Failure.Code.NOT_FOUND, "model: %s version '%s' is not there".formatted(model, version));
    }
  }

  private static InferAnswer outputs(InferRequest request) {
    try {
      check(request.model(), request.version());
    } catch (FailureException e) {
      return new InferAnswer.Failed(e.failure());
    }
    List<Tensor> all =
        request.model().equals(PAIR)
            ? pair(request.inputs().get(0), request.inputs().get(1))
            : request.inputs().stream().map(TestingTensorModels::copy).toList();
    List<String> names = request.outputs();
    if (names.isEmpty()) {
      return new InferAnswer.Done(request.model(), "1", all);
    }
    var chosen = new ArrayList<Tensor>();
    for (String name : names) {
      Optional<Tensor> output = all.stream().filter(t -> t.name().equals(name)).findFirst();
      if (output.isEmpty()) {
        return new InferAnswer.Failed(
            Failure.of(Failure.Code.INVALID, "output: %s is not there".formatted(name)));
      }
      chosen.add(output.get());
    }
    return new InferAnswer.Done(request.model(), "1", chosen);
  }

  private static List<Tensor> pair(Tensor left, Tensor right) {
    ByteBuffer sum = room(left.data().remaining());
    ByteBuffer difference = room(left.data().remaining());
    for (int at = 0; at < left.data().remaining(); at += Integer.BYTES) {
      sum.putInt(at, left.data().getInt(at) + right.data().getInt(at));
      difference.putInt(at, left.data().getInt(at) - right.data().getInt(at));
    }
    return List.of(
        new Tensor("OUTPUT0", DataType.INT32, left.shape(), sum),
        new Tensor("OUTPUT1", DataType.INT32, left.shape(), difference));
  }

  private static Tensor copy(Tensor tensor) {
    ByteBuffer data = room(tensor.data().remaining()).put(tensor.data().duplicate()).flip();
    return new Tensor(tensor.name(), tensor.type(), tensor.shape(), data);
  }

  private static ByteBuffer room(int bytes) {
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
