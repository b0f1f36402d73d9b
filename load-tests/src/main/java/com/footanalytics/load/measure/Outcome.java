package com.footanalytics.load.measure;

import java.util.Locale;
import java.util.Optional;

/** How one attempt at a request ended. */
public enum Outcome {
  OK,
  /** Over capacity: 429, RESOURCE_EXHAUSTED. */
  REJECTED,
  /** The service said that it takes no work now: 503, UNAVAILABLE. */
  UNAVAILABLE,
  /** Nobody listened, so nothing was sent. */
  NOT_CONNECTED,
  /** No answer by the deadline, whoever noticed. */
  LATE,
  /** The service finds fault with the request, which the load never intends. */
  INVALID,
  /** The service failed, or answered what was not asked. */
  FAILED,
  /** The connection ended before the answer. */
  BROKEN;

  private static final int TOO_MANY = 429;
  private static final int SERVICE_UNAVAILABLE = 503;
  private static final int GATEWAY_TIMEOUT = 504;
  private static final int REQUEST_TIMEOUT = 408;
  private static final int FIRST_CLIENT_ERROR = 400;
  private static final int FIRST_SERVER_ERROR = 500;

  /**
   * Reads what Gatling notes of an answer.
   *
   * @param code the HTTP status or the name of the gRPC status; empty if there was no answer
   * @param message why it failed; empty if it did not, or nobody said
   */
  public static Outcome of(boolean ok, Optional<String> code, Optional<String> message) {
    if (ok) {
      return OK;
    }
    String why = message.orElse("");
    if (code.isEmpty()) {
      return withoutAnswer(why);
    }
    return code.get().chars().allMatch(Character::isDigit)
        ? ofHttp(Integer.parseInt(code.get()))
        : ofGrpc(code.get(), why);
  }

  private static Outcome ofHttp(int status) {
    return switch (status) {
      case TOO_MANY -> REJECTED;
      case SERVICE_UNAVAILABLE -> UNAVAILABLE;
      case GATEWAY_TIMEOUT, REQUEST_TIMEOUT -> LATE;
      default -> status >= FIRST_CLIENT_ERROR && status < FIRST_SERVER_ERROR ? INVALID : FAILED;
    };
  }

  private static Outcome ofGrpc(String code, String why) {
    return switch (code) {
      case "RESOURCE_EXHAUSTED" -> REJECTED;
      case "UNAVAILABLE" -> why.startsWith(TRANSPORT) ? withoutAnswer(why) : UNAVAILABLE;
      case "DEADLINE_EXCEEDED" -> LATE;
      case "INVALID_ARGUMENT", "NOT_FOUND", "UNIMPLEMENTED", "FAILED_PRECONDITION" -> INVALID;
      default -> FAILED;
    };
  }

  private static Outcome withoutAnswer(String why) {
    String lower = why.toLowerCase(Locale.ROOT);
    if (lower.contains("connection refused")) {
      return NOT_CONNECTED;
    }
    return lower.contains("timeout") ? LATE : BROKEN;
  }

  /** What the message of a gRPC status begins with if the transport and not the service made it. */
  public static final String TRANSPORT = "transport: ";

  /** Whether the service, or its absence, said at once that the request was not taken. */
  public boolean isCleanRefusal() {
    return this == REJECTED || this == UNAVAILABLE || this == NOT_CONNECTED;
  }

  /** As results name it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
