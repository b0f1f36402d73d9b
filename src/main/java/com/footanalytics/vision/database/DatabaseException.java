package com.footanalytics.vision.database;

/** The database does not answer or refuses a statement; its message says which database. */
public final class DatabaseException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public DatabaseException(String message, Throwable cause) {
    super(message, cause);
  }
}
