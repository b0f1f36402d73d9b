package com.footanalytics.vision.http;

import com.footanalytics.vision.upload.UploadAnswer;

/** What a refused upload is to its caller. */
final class UploadProblems {

  private UploadProblems() {}

  static HttpProblem of(UploadAnswer.Refusal refusal) {
    return switch (refusal) {
      case UploadAnswer.TooLarge(long maxBytes) -> HttpProblem.tooLarge(maxBytes);
      case UploadAnswer.Refused(String reason) -> HttpProblem.unreadable(reason);
      case UploadAnswer.OverQuota(long maxStoredBytes) -> overQuota(maxStoredBytes);
      case UploadAnswer.NoRoom(String reason) -> HttpProblem.noRoom(reason);
    };
  }

  static HttpProblem overQuota(long maxStoredBytes) {
    return HttpProblem.noRoom(
        "with this more than %d bytes would be stored; delete videos, or raise %s"
            .formatted(maxStoredBytes, "ml-pipeline.upload.max-stored-bytes"));
  }
}
