package com.footanalytics.vision.oip;

import com.footanalytics.vision.flags.Identity;
import com.footanalytics.vision.infer.Tensor;
import com.footanalytics.vision.telemetry.Trace;
import java.util.List;
import java.util.Map;

/**
 * Tensors to be run through a model. Owns what its tensors' data lie in: whoever has it closes it
 * once, when nobody reads them any more.
 *
 * @param model name of the model
 * @param version of the model; the default one if empty
 * @param parameters of the request: strings, longs, doubles and booleans
 * @param inputs in the order they came
 * @param outputs names of the outputs that are wanted; all if empty
 * @param origin who asks, and how
 * @param memory frees what the inputs' data lie in
 */
public record InferRequest(
    String model,
    String version,
    Map<String, Object> parameters,
    List<Tensor> inputs,
    List<String> outputs,
    Origin origin,
    Runnable memory)
    implements AutoCloseable {
  public InferRequest {
    parameters = Map.copyOf(parameters);
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  /**
   * Where a request comes from.
   *
   * @param protocol {@code http} or {@code grpc}, as metrics name it
   * @param caller callers that share it share their turns; such as a network address
   * @param arrivedNanos {@link System#nanoTime()} when its first byte was seen
   * @param deadlineNanos {@link System#nanoTime()} after which nobody waits, as the transport says;
   *     {@link Long#MAX_VALUE} if it says nothing. The parameter {@code timeout} is looked at too.
   * @param identity who asks, as flags are decided
   * @param trace gets what is done for it
   */
  public record Origin(
      String protocol,
      String caller,
      long arrivedNanos,
      long deadlineNanos,
      Identity identity,
      Trace trace) {

    /** Of someone whom nobody traces. */
    public Origin(
        String protocol, String caller, long arrivedNanos, long deadlineNanos, Identity identity) {
      this(protocol, caller, arrivedNanos, deadlineNanos, identity, Trace.NONE);
    }

    /** Of someone who does not say who it is. */
    public Origin(String protocol, String caller, long arrivedNanos, long deadlineNanos) {
      this(protocol, caller, arrivedNanos, deadlineNanos, Identity.caller(caller));
    }
  }

  @Override
  public void close() {
    memory.run();
  }
}
