package com.footanalytics.load.traffic;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import footanalytics.vision.v1.AnalyzeOptions;
import footanalytics.vision.v1.AnalyzeRequest;
import java.util.ArrayList;
import java.util.List;

/** A film as the requests of a stream: options first, then the file. */
final class FilmChunks {

  private static final int CHUNK_BYTES = 64 * 1024;

  private FilmChunks() {}

  static List<AnalyzeRequest> of(byte[] film, AnalyzeOptions options) {
    List<AnalyzeRequest> requests = new ArrayList<>();
    requests.add(AnalyzeRequest.newBuilder().setOptions(options).build());
    ByteString bytes = UnsafeByteOperations.unsafeWrap(film);
    for (int from = 0; from < film.length; from += CHUNK_BYTES) {
      ByteString chunk = bytes.substring(from, Math.min(film.length, from + CHUNK_BYTES));
      requests.add(AnalyzeRequest.newBuilder().setChunk(chunk).build());
    }
    return requests;
  }
}
