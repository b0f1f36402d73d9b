package com.footanalytics.vision.model;

/** Ends a recognition early, from however deep; never leaves {@link LayoutRecogniser}. */
final class Refusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Recognition verdict;

  private Refusal(Recognition verdict) {
    super(null, null, false, false);
    this.verdict = verdict;
  }

  static Refusal ambiguous(String reason) {
    return new Refusal(new Recognition.Ambiguous(reason));
  }

  static Refusal unknown(String reason) {
    return new Refusal(new Recognition.Unknown(reason));
  }

  Recognition verdict() {
    return verdict;
  }
}
