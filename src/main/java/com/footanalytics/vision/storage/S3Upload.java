package com.footanalytics.vision.storage;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/**
 * Sends a file to a bucket, a large one in parts; memory does not grow with the file.
 *
 * @param partBytes bytes of a part, and the largest file that goes in one piece
 */
record S3Upload(S3Client client, String bucket, long partBytes) {

  private static final String TYPE = "application/octet-stream";
  private static final int MAX_PARTS = 10_000;

  /** The object appears when this returns, or not at all. */
  void send(Path file, ObjectKey key) throws IOException {
    long bytes = Files.size(file);
    if (bytes <= partBytes) {
      client.putObject(p -> p.bucket(bucket).key(key.value()), RequestBody.fromFile(file));
      return;
    }
    String id =
        client
            .createMultipartUpload(c -> c.bucket(bucket).key(key.value()).contentType(TYPE))
            .uploadId();
    try {
      List<CompletedPart> parts = parts(file, bytes, key, id);
      client.completeMultipartUpload(
          c -> c.bucket(bucket).key(key.value()).uploadId(id).multipartUpload(m -> m.parts(parts)));
    } catch (SdkException | UncheckedIOException e) {
      abort(key, id, e);
      throw e;
    }
  }

  private List<CompletedPart> parts(Path file, long bytes, ObjectKey key, String id) {
    long each = Math.max(partBytes, Math.ceilDiv(bytes, MAX_PARTS));
    List<CompletedPart> parts = new ArrayList<>();
    for (long first = 0; first < bytes; first += each) {
      long from = first;
      long count = Math.min(each, bytes - first);
      int number = parts.size() + 1;
      String tag =
          client
              .uploadPart(
                  p -> p.bucket(bucket).key(key.value()).uploadId(id).partNumber(number),
                  RequestBody.fromContentProvider(() -> part(file, from, count), count, TYPE))
              .eTag();
      parts.add(CompletedPart.builder().partNumber(number).eTag(tag).build());
    }
    return parts;
  }

  private static InputStream part(Path file, long first, long count) {
    try {
      FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
      channel.position(first);
      return new FirstBytes(Channels.newInputStream(channel), count);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void abort(ObjectKey key, String id, RuntimeException failure) {
    try {
      client.abortMultipartUpload(a -> a.bucket(bucket).key(key.value()).uploadId(id));
    } catch (SdkException e) {
      failure.addSuppressed(e);
    }
  }
}
