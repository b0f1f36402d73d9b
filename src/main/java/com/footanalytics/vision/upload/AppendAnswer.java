package com.footanalytics.vision.upload;

/** What became of bytes that were to be appended to an upload. */
public sealed interface AppendAnswer {

  /** They lie safe, and more are missing. */
  record Grown(Upload upload) implements AppendAnswer {}

  /** The upload is whole and has become a video. */
  record Whole(Upload upload, StoredVideo video) implements AppendAnswer {}

  /**
   * They do not go on where the upload ends; nothing was read.
   *
   * @param received where it ends
   */
  record WrongOffset(long received) implements AppendAnswer {}

  /** Someone else appends; nothing was kept. */
  record Busy() implements AppendAnswer {}

  /** Someone else wants to go on; what came lies safe, unless there is a checksum. */
  record Interrupted() implements AppendAnswer {}

  /** They are not what their checksum says; nothing of them was kept. */
  record Mismatch() implements AppendAnswer {}

  /**
   * They go beyond the end that was announced; nothing more of them was kept.
   *
   * @param length bytes that were announced
   */
  record TooLong(long length) implements AppendAnswer {}

  /** The upload cannot become a video, and is gone if that is for ever. */
  record Refused(UploadAnswer.Refusal reason) implements AppendAnswer {}

  /** It waited too long for more. */
  record Expired() implements AppendAnswer {}

  /** No such upload. */
  record Unknown() implements AppendAnswer {}
}
