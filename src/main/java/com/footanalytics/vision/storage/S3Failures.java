package com.footanalytics.vision.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * What a bucket's refusals mean.
 *
 * @param address the bucket in words
 */
record S3Failures(String address) {

  private static final int NOT_FOUND = 404;
  private static final int FULL = 507;

  /** A call on the bucket. */
  @FunctionalInterface
  interface Call<T> {

    T run() throws IOException;
  }

  /**
   * Makes a call.
   *
   * @param what is done, such as {@code put contents/ab}
   * @param key the object it is done to
   * @throws NoSuchFileException if the object is not there
   */
  <T> T calling(String what, ObjectKey key, Call<T> call) throws IOException {
    try {
      return call.run();
    } catch (UncheckedIOException e) {
      throw new IOException("%s: cannot %s %s: %s".formatted(address, what, key, firstLine(e)), e);
    } catch (S3Exception e) {
      throw of(what, key, e);
    } catch (SdkException e) {
      String silence = "%s: cannot %s %s: no answer (%s); see ml-pipeline.storage";
      throw new IOException(silence.formatted(address, what, key, firstLine(e)), e);
    }
  }

  private IOException of(String what, ObjectKey key, S3Exception e) {
    String code =
        Optional.ofNullable(e.awsErrorDetails()).map(AwsErrorDetails::errorCode).orElse("");
    if (code.equals("NoSuchKey") || (e.statusCode() == NOT_FOUND && !code.equals("NoSuchBucket"))) {
      return new NoSuchFileException(key.value());
    }
    String refusal =
        "%s: cannot %s %s: %s"
            .formatted(address, what, key, code.isEmpty() ? "status " + e.statusCode() : code);
    if (e.statusCode() == FULL || code.contains("QuotaExceeded") || code.contains("StorageFull")) {
      return new StorageFullException(refusal + "; raise its quota, or delete videos and jobs", e);
    }
    return new IOException(refusal + remedy(e.statusCode()), e);
  }

  private static String remedy(int status) {
    return switch (status) {
      case 401, 403 -> "; check ml-pipeline.storage.access-key and what it may do";
      case NOT_FOUND -> "; create the bucket, or set ml-pipeline.storage.bucket";
      default -> "";
    };
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse(e.toString());
  }
}
