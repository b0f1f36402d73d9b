package com.footanalytics.vision.upload;

import java.time.Instant;
import java.util.Optional;

/**
 * A resumable upload as it stands. Once whole it is the video of the same id.
 *
 * @param id names it; 1 to 64 lower-case letters and digits
 * @param name file name it is handed in with, without folders
 * @param metadata what its client said about it, as it said it
 * @param length bytes it will have
 * @param received bytes that lie safe; all of them only once it is a video
 * @param wantsJob whether a job is still to be started once it is whole
 * @param sha256 hash of its content once that is known, in lower-case hex
 * @param expiresAt when it is removed unless more comes
 */
public record Upload(
    String id,
    String name,
    String metadata,
    long length,
    long received,
    boolean wantsJob,
    Optional<String> sha256,
    Instant expiresAt) {

  public boolean isWhole() {
    return received == length;
  }

  Upload withReceived(long bytes) {
    return new Upload(id, name, metadata, length, bytes, wantsJob, sha256, expiresAt);
  }
}
