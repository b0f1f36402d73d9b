package com.footanalytics.vision.telemetry;

/** Where answered HTTP requests are reported. Thread-safe; calls never block and never fail. */
public interface RequestTelemetry {

  /**
   * One request was answered.
   *
   * @param method HTTP method, one of a bounded set
   * @param route path template such as {@code /v1/jobs/{id}}, one of a bounded set
   * @param status HTTP status
   * @param nanos from the arrival of its head to the end of the answer
   */
  void answered(String method, String route, int status, long nanos);
}
