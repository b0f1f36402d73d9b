package com.footanalytics.vision.upload;

/** What became of content that was handed in; unless it is stored, nothing of it is left. */
public sealed interface UploadAnswer {

  /** It is kept. */
  record Stored(StoredVideo video) implements UploadAnswer {}

  /** It is not kept. */
  sealed interface Refusal extends UploadAnswer {}

  /**
   * It has more bytes than may be.
   *
   * @param maxBytes how many may be
   */
  record TooLarge(long maxBytes) implements Refusal {}

  /**
   * It is not a video that can be used.
   *
   * @param reason one line for the person who handed it in
   */
  record Refused(String reason) implements Refusal {}

  /**
   * With it more bytes would be stored than may be.
   *
   * @param maxStoredBytes how many may be
   */
  record OverQuota(long maxStoredBytes) implements Refusal {}

  /**
   * The store has no room for it.
   *
   * @param reason one line that says where and what to do
   */
  record NoRoom(String reason) implements Refusal {}
}
