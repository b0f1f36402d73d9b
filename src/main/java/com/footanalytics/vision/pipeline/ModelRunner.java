package com.footanalytics.vision.pipeline;

import com.footanalytics.vision.batch.BatchRunner;
import com.footanalytics.vision.infer.InferenceSession;
import com.footanalytics.vision.infer.Outputs;
import com.footanalytics.vision.infer.Tensor;
import com.footanalytics.vision.infer.TensorSession;
import com.footanalytics.vision.sink.RunHeader.ModelIdentity;
import com.footanalytics.vision.telemetry.BatchRun;
import com.footanalytics.vision.telemetry.Trace;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.IntStream;

/** Runs batches of works through the sessions of a model. Does not own them. */
final class ModelRunner implements BatchRunner<ModelWork> {
  private final LoadedModel model;
  private final ServingStatistics statistics;
  private final List<Instance> instances;

  /** What one instance keeps from batch to batch. */
  private static final class Instance {
    private final TensorBatch tensors = new TensorBatch();
    private ByteBuffer pictures = ByteBuffer.allocateDirect(0);
  }

  ModelRunner(LoadedModel model, ServingStatistics statistics, int instances) {
    this.model = model;
    this.statistics = statistics;
    this.instances = IntStream.range(0, instances).mapToObj(_ -> new Instance()).toList();
  }

  @Override
  public boolean run(int instance, List<ModelWork> batch) throws InterruptedException {
    Instance own = instances.get(instance);
    return switch (batch.getFirst()) {
      case PictureWork first when first.twin().isPresent() ->
          first.twin().get().withSession(session -> runTwin(session, cast(batch)));
      case PictureWork _ ->
          switch (model) {
            case LoadedDetector detector ->
                detector.withSession(session -> runPictures(session, own, cast(batch)));
            case LoadedTensors _ ->
                throw new IllegalStateException("pictures for a model that takes none");
          };
      case TensorWork _ -> model.withTensors(session -> runTensors(session, own, cast(batch)));
    };
  }

  @SuppressWarnings("unchecked") // works of one kind are of one type
  private static <W extends ModelWork> List<W> cast(List<ModelWork> batch) {
    return (List<W>) (List<?>) batch;
  }

  private boolean runPictures(InferenceSession session, Instance own, List<PictureWork> works) {
    long started = System.nanoTime();
    int rows = rows(works);
    ByteBuffer input =
        works.size() == 1 ? works.getFirst().pictures().asByteBuffer() : joinedPictures(own, works);
    long laidOut = System.nanoTime();
    Outputs outputs = session.run(input, rows);
    long ran = System.nanoTime();
    var times = new RunTimes(started, laidOut - started, ran - laidOut, rows);
    statistics.ran(times);
    trace(works, started, ran, rows);
    int row = 0;
    for (int i = 0; i < works.size(); i++) {
      PictureWork work = works.get(i);
      int first = row;
      row += work.rows();
      tell(work, () -> work.ran(outputs, first, times));
    }
    statistics.told(rows, System.nanoTime() - ran);
    return true;
  }

  /** One after the other, and unknown to the model's statistics. */
  private static boolean runTwin(InferenceSession session, List<PictureWork> works) {
    for (PictureWork work : works) {
      long started = System.nanoTime();
      Outputs outputs = session.run(work.pictures().asByteBuffer(), 1);
      var times = new RunTimes(started, 0, System.nanoTime() - started, 1);
      tell(work, () -> work.ran(outputs, 0, times));
    }
    return true;
  }

  private static ByteBuffer joinedPictures(Instance own, List<PictureWork> works) {
    long bytes = works.stream().mapToLong(work -> work.pictures().byteSize()).sum();
    if (own.pictures.capacity() < bytes) {
      own.pictures = ByteBuffer.allocateDirect(Math.toIntExact(bytes));
    }
    MemorySegment target = MemorySegment.ofBuffer(own.pictures.clear());
    long at = 0;
    for (PictureWork work : works) {
      MemorySegment.copy(work.pictures(), 0, target, at, work.pictures().byteSize());
      at += work.pictures().byteSize();
    }
    return own.pictures;
  }

  private boolean runTensors(TensorSession session, Instance own, List<TensorWork> works) {
    long started = System.nanoTime();
    int rows = rows(works);
    boolean alone = works.size() == 1;
    TensorWork only = works.getFirst();
    List<Tensor> inputs = alone ? only.inputs() : own.tensors.joined(works);
    long laidOut = System.nanoTime();
    List<Tensor> outputs = session.run(inputs, alone ? only.outputs() : List.of());
    long ran = System.nanoTime();
    var times = new RunTimes(started, laidOut - started, ran - laidOut, rows);
    statistics.ran(times);
    trace(works, started, ran, rows);
    if (alone) {
      tell(only, () -> only.ran(outputs, times));
    } else {
      int row = 0;
      for (TensorWork work : works) {
        int first = row;
        row += work.rows();
        tell(
            work,
            () -> work.ran(TensorBatch.rows(outputs, first, work.rows(), work.outputs()), times));
      }
    }
    statistics.told(rows, System.nanoTime() - ran);
    return true;
  }

  private void trace(List<? extends ModelWork> works, long started, long ran, int rows) {
    List<Trace> together = List.of();
    for (int i = 0; i < works.size(); i++) {
      if (works.get(i).trace().isRecorded()) {
        together =
            together.isEmpty()
                ? works.stream().map(ModelWork::trace).filter(Trace::isRecorded).toList()
                : together;
        ModelIdentity identity = model.identity();
        works
            .get(i)
            .trace()
            .ran(
                new BatchRun(
                    identity.name(),
                    identity.version(),
                    identity.device(),
                    works.get(i).enqueuedNanos(),
                    started,
                    ran,
                    rows,
                    together));
      }
    }
  }

  /** What one receiver throws is told to it and harms no other. */
  private static void tell(ModelWork work, Runnable result) {
    try {
      result.run();
    } catch (RuntimeException | Error e) {
      work.failed(e);
    }
  }

  private static int rows(List<? extends ModelWork> works) {
    int rows = 0;
    for (int i = 0; i < works.size(); i++) {
      rows += works.get(i).rows();
    }
    return rows;
  }
}
