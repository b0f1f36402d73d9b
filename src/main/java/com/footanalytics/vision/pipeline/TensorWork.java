package com.footanalytics.vision.pipeline;

import com.footanalytics.vision.batch.Lane;
import com.footanalytics.vision.infer.DataType;
import com.footanalytics.vision.infer.Tensor;
import java.util.List;

/** Tensors to be run through a model. */
public final class TensorWork extends ModelWork {

  /** What becomes of the tensors. */
  public interface Receiver extends ModelWork.Receiver {
    /** They ran, perhaps beside others; the outputs are these tensors' own and the receiver's. */
    void ran(List<Tensor> outputs, RunTimes times);
  }

  /** Tensors of one kind differ in their first axis at most. */
  private record Kind(List<Axes> inputs) {}

  private record Axes(String name, DataType type, List<Long> shape) {}

  private final List<Tensor> inputs;
  private final List<String> outputs;
  private final Receiver receiver;

  private TensorWork(
      Lane lane,
      String caller,
      Object kind,
      List<Tensor> inputs,
      int rows,
      List<String> outputs,
      long deadlineNanos,
      Receiver receiver) {
    super(lane, caller, kind, rows, bytes(inputs), deadlineNanos, receiver);
    this.inputs = inputs;
    this.outputs = outputs;
    this.receiver = receiver;
  }

  /**
   * Tensors that may run beside others of the same shape.
   *
   * @param inputs checked against the model; their data stay until the receiver is told
   * @param batched whether the first axis is a batch, and rows of others may lie beside these
   * @param outputs names of those wanted; all if empty
   */
  public static TensorWork of(
      Lane lane,
      String caller,
      List<Tensor> inputs,
      boolean batched,
      List<String> outputs,
      long deadlineNanos,
      Receiver receiver) {
    int rows = batched ? Math.toIntExact(inputs.getFirst().shape().getFirst()) : 1;
    Kind kind =
        new Kind(
            inputs.stream()
                .map(input ->
                    new Axes(
                        input.name(),
                        input.type(),
                        batched ? input.shape().subList(1, input.shape().size()) : input.shape()))
                .toList());
    return new TensorWork(lane, caller, kind, inputs, rows, outputs, deadlineNanos, receiver);
  }

  private static long bytes(List<Tensor> inputs) {
    long bytes = 0;
    for (Tensor input : inputs) {
      bytes += input.data().capacity();
    }
    return bytes;
  }

  List<Tensor> inputs() {
    return inputs;
  }

  List<String> outputs() {
    return outputs;
  }

  void ran(List<Tensor> results, RunTimes times) {
    receiver.ran(results, times);
  }
}
