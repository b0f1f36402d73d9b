package com.footanalytics.vision.grpc;

import com.footanalytics.vision.pipeline.ByteQueue;
import com.footanalytics.vision.pipeline.Cancellation;
import com.footanalytics.vision.pipeline.StreamRequest;
import com.footanalytics.vision.pipeline.VideoStreams;
import com.google.protobuf.ByteString;
import footanalytics.vision.v1.AnalyzeOptions;
import footanalytics.vision.v1.AnalyzeRequest;
import footanalytics.vision.v1.AnalyzeResponse;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The requests of one call: options, then chunks, which are asked for one by one as there is room
 * for the largest. The transport calls one method at a time; none waits.
 */
final class VideoCall implements StreamObserver<AnalyzeRequest> {

  static final int MAX_CHUNK_BYTES = 1 << 20;
  static final int QUEUE_BYTES = 4 << 20;

  private final VideoStreams streams;
  private final ServerCallStreamObserver<AnalyzeResponse> answer;
  private final VideoAnswer results;
  private final Arrival arrival;
  private final Cancellation cancellation = new Cancellation();
  private final AtomicBoolean asked = new AtomicBoolean(true);
  private @Nullable ByteQueue queue;
  private boolean anyChunk;
  private boolean over;

  VideoCall(
      VideoStreams streams, ServerCallStreamObserver<AnalyzeResponse> answer, Arrival arrival) {
    this.streams = streams;
    this.arrival = arrival;
    this.answer = answer;
    this.results = new VideoAnswer(answer);
    answer.setOnCancelHandler(this::cancel);
  }

  @Override
  public void onNext(AnalyzeRequest request) {
    if (over) {
      return;
    }
    switch (request.getPartCase()) {
      case OPTIONS -> start(request.getOptions());
      case CHUNK -> take(request.getChunk());
      case PART_NOT_SET -> refuse("a request is empty (expected: options or a chunk)");
    }
  }

  private void start(AnalyzeOptions options) {
    if (queue != null) {
      refuse("options come twice (expected: once, first)");
      return;
    }
    StreamRequest request;
    try {
      request = VideoMessages.request(options, arrival.identity(), arrival.trace());
    } catch (IllegalArgumentException e) {
      refuse(String.valueOf(e.getMessage()));
      return;
    }
    ByteQueue bytes = new ByteQueue(QUEUE_BYTES, this::askForMore);
    queue = bytes;
    switch (streams.start(request, bytes, results, cancellation)) {
      case VideoStreams.Start.Started _ -> {
        asked.set(false);
        askForMore();
      }
      case VideoStreams.Start.Full(int atOnce) ->
          end(
              Status.RESOURCE_EXHAUSTED.withDescription(
                  "%d videos come in already, as many as may; try again later".formatted(atOnce)));
      case VideoStreams.Start.Refused(String reason) ->
          end(Status.UNAVAILABLE.withDescription(reason));
    }
  }

  private void take(ByteString chunk) {
    ByteQueue bytes = queue;
    if (bytes == null) {
      refuse("a chunk comes first (expected: options first)");
    } else if (chunk.isEmpty()) {
      refuse("a chunk is empty (expected: 1 to %d bytes)".formatted(MAX_CHUNK_BYTES));
    } else if (chunk.size() > MAX_CHUNK_BYTES) {
      refuse("a chunk of %d bytes (expected: 1 to %d)".formatted(chunk.size(), MAX_CHUNK_BYTES));
    } else {
      anyChunk = true;
      bytes.put(chunk.asReadOnlyByteBuffer());
      asked.set(false);
      askForMore();
    }
  }

  /** Asks for one request more if there is room for it and it is not asked for already. */
  private void askForMore() {
    ByteQueue bytes = queue;
    if (bytes != null && bytes.room() >= MAX_CHUNK_BYTES && asked.compareAndSet(false, true)) {
      answer.request(1);
    }
  }

  @Override
  public void onCompleted() {
    if (over) {
      return;
    }
    over = true;
    if (queue == null) {
      refuse("nothing was sent (expected: options, then the chunks of a file)");
    } else if (!anyChunk) {
      refuse("no chunk was sent (expected: the chunks of a file after the options)");
    } else {
      queue.end();
    }
  }

  @Override
  public void onError(Throwable broken) {
    cancel();
  }

  private void refuse(String reason) {
    end(Status.INVALID_ARGUMENT.withDescription(reason));
  }

  /** Ends the call with that status, at once or when the analysis has ended. */
  private void end(Status status) {
    over = true;
    results.end(status);
    cancellation.cancel();
  }

  private void cancel() {
    over = true;
    results.abandon();
    cancellation.cancel();
  }
}
