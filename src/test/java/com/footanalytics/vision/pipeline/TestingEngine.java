package com.footanalytics.vision.pipeline;

import com.footanalytics.vision.infer.Engine;
import com.footanalytics.vision.infer.InferenceSession;
import com.footanalytics.vision.infer.OnnxRuntimeEngine;
import com.footanalytics.vision.infer.Outputs;
import com.footanalytics.vision.infer.Signature;
import com.footanalytics.vision.infer.Tensor;
import com.footanalytics.vision.model.InputSpec;
import com.footanalytics.vision.model.ModelException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** ONNX Runtime with its sessions counted; they fail when told to. Thread-safe. */
public final class TestingEngine implements Engine {

  private final Engine engine = new OnnxRuntimeEngine();
  private final AtomicInteger opened = new AtomicInteger();
  private final AtomicInteger closed = new AtomicInteger();
  private final List<Integer> batches = new CopyOnWriteArrayList<>();
  private volatile boolean failing;

  /** Sessions that were loaded. */
  public int opened() {
    return opened.get();
  }

  /** How often a session was closed. */
  public int closed() {
    return closed.get();
  }

  /** The size of every batch that was run, oldest first. */
  List<Integer> batches() {
    return batches;
  }

  /** Lets every run fail from now on. */
  void fail() {
    failing = true;
  }

  @Override
  public String name() {
    return engine.name();
  }

  @Override
  public String device() {
    return engine.device();
  }

  @Override
  public InferenceSession load(Path weights, InputSpec input, int threads) {
    InferenceSession session = engine.load(weights, input, threads);
    opened.incrementAndGet();
    return new InferenceSession() {
      @Override
      public Outputs run(ByteBuffer images, int count) {
        if (failing) {
          throw new ModelException("told to fail");
        }
        batches.add(count);
        return session.run(images, count);
      }

      @Override
      public Signature signature() {
        return session.signature();
      }

      @Override
      public List<Tensor> run(List<Tensor> inputs, List<String> outputs) {
        if (failing) {
          throw new ModelException("told to fail");
        }
        return session.run(inputs, outputs);
      }

      @Override
      public void close() {
        closed.incrementAndGet();
        session.close();
      }
    };
  }
}
