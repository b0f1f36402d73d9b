package com.footanalytics.vision.upload;

/** What became of an announced upload. */
public sealed interface UploadCreation {

  /** Its bytes may come. */
  record Created(Upload upload) implements UploadCreation {}

  /** It cannot be taken. */
  record Refused(UploadAnswer.Refusal reason) implements UploadCreation {}
}
