package com.footanalytics.vision.pipeline;

import com.footanalytics.vision.infer.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Tensors of several works laid one after the other along the first axis, and taken apart again.
 * Owns a buffer for each input, which grows to the largest batch. One thread at a time.
 */
final class TensorBatch {
  private final List<ByteBuffer> buffers = new ArrayList<>();

  /** The inputs of all works as one; their data hold until the next call. */
  List<Tensor> joined(List<TensorWork> works) {
    List<Tensor> first = works.getFirst().inputs();
    var joined = new ArrayList<Tensor>(first.size());
    for (int input = 0; input < first.size(); input++) {
      long bytes = 0;
      long rows = 0;
      for (TensorWork work : works) {
        bytes += work.inputs().get(input).data().capacity();
        rows += work.rows();
      }
      ByteBuffer target = buffer(input, Math.toIntExact(bytes));
      for (TensorWork work : works) {
        target.put(work.inputs().get(input).data().duplicate());
      }
      Tensor like = first.get(input);
      joined.add(new Tensor(like.name(), like.type(), withRows(like, rows), target.flip()));
    }
    return joined;
  }

  /** The rows of one work out of the outputs of all. */
  static List<Tensor> rows(List<Tensor> outputs, long firstRow, long rows, List<String> wanted) {
    List<Tensor> chosen = wanted.isEmpty() ? outputs : chosen(outputs, wanted);
    return chosen.stream().map(output -> rows(output, firstRow, rows)).toList();
  }

  private static List<Tensor> chosen(List<Tensor> outputs, List<String> wanted) {
    return wanted.stream()
        .map(name ->
            outputs.stream().filter(output -> output.name().equals(name)).findFirst().orElseThrow())
        .toList();
  }

  private static Tensor rows(Tensor output, long firstRow, long rows) {
    long all = output.shape().getFirst();
    int bytesPerRow = Math.toIntExact(output.data().capacity() / all);
    return new Tensor(
        output.name(),
        output.type(),
        withRows(output, rows),
        output
            .data()
            .slice(Math.toIntExact(firstRow * bytesPerRow), Math.toIntExact(rows * bytesPerRow)));
  }

  private static List<Long> withRows(Tensor tensor, long rows) {
    var shape = new ArrayList<>(tensor.shape());
    shape.set(0, rows);
    return shape;
  }

  private ByteBuffer buffer(int input, int bytes) {
    while (buffers.size() <= input) {
      buffers.add(ByteBuffer.allocateDirect(0));
    }
    if (buffers.get(input).capacity() < bytes) {
      buffers.set(input, ByteBuffer.allocateDirect(bytes));
    }
    return buffers.get(input).clear().limit(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
