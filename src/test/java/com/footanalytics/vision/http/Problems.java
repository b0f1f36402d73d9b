package com.footanalytics.vision.http;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.restassured.response.ValidatableResponse;

/** What every problem on the wire has. */
public final class Problems {

  private Problems() {}

  public static ValidatableResponse assertProblem(
      ValidatableResponse answer, int status, String detail) {
    return answer
        .statusCode(status)
        .contentType("application/problem+json")
        .body("type", equalTo("about:blank"))
        .body("title", not(equalTo("")))
        .body("status", equalTo(status))
        .body("detail", containsString(detail))
        .body(not(containsString("at com.")))
        .body(not(containsString("Exception")));
  }
}
