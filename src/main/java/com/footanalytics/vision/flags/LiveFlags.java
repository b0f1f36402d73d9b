package com.footanalytics.vision.flags;

import com.footanalytics.vision.telemetry.FlagTelemetry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The flags as their sources say: a Flagsmith server, if there is one; what it said last while it
 * is away; a file; what is coded. Whatever goes wrong with one of them, the flags stay as they are.
 * Questions about flags are answered from a snapshot, by any thread; {@link #refresh} is for one
 * thread only. Tells every change to metrics and log.
 */
public final class LiveFlags implements Flags, AutoCloseable {

  private static final System.Logger LOG = System.getLogger(LiveFlags.class.getName());

  private final FlagTelemetry telemetry;
  private final Consumer<String> log;
  private final FlagFile file;
  private final Optional<Remote> remote;
  private Optional<FlagRules> fromFile = Optional.empty();
  private Optional<FlagRules> fromServer = Optional.empty();
  private FlagSource serverSource = FlagSource.LAST_KNOWN;
  private String complaint = "";
  private boolean keeps = true;
  private volatile FlagSnapshot snapshot;
  private volatile boolean closed;

  /** A server, and where what it says is kept. */
  private record Remote(String url, FlagsmithServer server, LastKnown lastKnown) {}

  /**
   * Where flags come from.
   *
   * @param file an environment document; the shipped one if empty
   * @param server none is asked if empty
   * @param lastKnown where what the server says is kept
   */
  public record Sources(Optional<Path> file, Optional<Server> server, Path lastKnown) {}

  /**
   * A Flagsmith server.
   *
   * @param url of its API
   * @param key server-side key of an environment
   * @param timeout for a whole answer
   */
  public record Server(String url, String key, Duration timeout) {

    /** Without the key. */
    @Override
    public String toString() {
      return url;
    }
  }

  /**
   * Reads what is on disk; asks no server yet.
   *
   * @throws IllegalArgumentException if the server's address is none
   */
  public LiveFlags(Sources sources, FlagTelemetry telemetry) {
    this(sources, telemetry, line -> LOG.log(System.Logger.Level.INFO, line));
  }

  LiveFlags(Sources sources, FlagTelemetry telemetry, Consumer<String> log) {
    this.telemetry = telemetry;
    this.log = log;
    this.file = new FlagFile(sources.file());
    this.remote =
        sources
            .server()
            .map(server ->
                new Remote(
                    server.url(),
                    new FlagsmithServer(server.url(), server.key(), server.timeout()),
                    new LastKnown(sources.lastKnown(), server.url(), server.key())));
    readFile();
    remote.ifPresent(this::recall);
    this.snapshot = FlagSnapshot.of(fromServer, serverSource, fromFile);
    for (Flag flag : Flag.values()) {
      log.accept("flag %s: %s".formatted(flag.key(), snapshot.ruling(flag)));
      show(flag);
    }
  }

  private void recall(Remote from) {
    try {
      fromServer = from.lastKnown.read();
    } catch (IllegalArgumentException e) {
      log.accept("flags: %s: %s; it is passed over".formatted(from.lastKnown, e.getMessage()));
    }
  }

  private void readFile() {
    try {
      fromFile = Optional.of(file.read());
    } catch (IllegalArgumentException e) {
      log.accept(
          "flags: %s: %s; %s"
              .formatted(
                  file.name(),
                  e.getMessage(),
                  fromFile.isPresent()
                      ? "what it said before stays"
                      : "the coded defaults are used"));
    }
  }

  /** Looks at every source anew. Takes as long as the server does, at most its timeout. */
  public void refresh() {
    if (file.hasChanged()) {
      readFile();
    }
    remote.ifPresent(this::ask);
    publish();
  }

  private void ask(Remote to) {
    switch (to.server.ask()) {
      case FlagsmithServer.Answer.Document(FlagRules rules, String json) -> {
        if (serverSource != FlagSource.SERVER) {
          log.accept("flags: as %s says".formatted(to.url));
        }
        complaint = "";
        fromServer = Optional.of(rules);
        serverSource = FlagSource.SERVER;
        keep(to.lastKnown, json);
      }
      case FlagsmithServer.Answer.Failed(String reason) -> {
        if (!closed && !reason.equals(complaint)) {
          log.accept(
              "flags: %s is of no use: %s; %s"
                  .formatted(
                      to.url,
                      reason,
                      fromServer.isPresent()
                          ? "what it said last stays"
                          : "%s decides".formatted(file.name())));
          complaint = reason;
        }
        serverSource = FlagSource.LAST_KNOWN;
      }
    }
  }

  private void keep(LastKnown lastKnown, String json) {
    try {
      lastKnown.keep(json);
      keeps = true;
    } catch (IOException e) {
      if (keeps) {
        log.accept(
            "flags: %s cannot be written: %s; a start without the server will not know them"
                .formatted(lastKnown, e.getMessage()));
      }
      keeps = false;
    }
  }

  private void publish() {
    FlagSnapshot former = snapshot;
    FlagSnapshot next = FlagSnapshot.of(fromServer, serverSource, fromFile);
    if (next.isAs(former)) {
      return;
    }
    snapshot = next;
    for (Flag flag : Flag.values()) {
      show(flag);
      if (!next.ruling(flag).saysTheSameAs(former.ruling(flag))) {
        log.accept(
            "flag %s: %s, was %s".formatted(flag.key(), next.ruling(flag), former.ruling(flag)));
      }
    }
  }

  private void show(Flag flag) {
    FlagSnapshot.Ruling ruling = snapshot.ruling(flag);
    telemetry.flag(flag.key(), ruling.source().label(), ruling.enabled());
  }

  @Override
  public boolean enabled(Flag flag) {
    return snapshot.enabled(flag);
  }

  @Override
  public boolean enabledForAny(Flag flag) {
    return snapshot.enabledForAny(flag);
  }

  @Override
  public boolean decide(Flag flag, Identity identity) {
    return snapshot.decide(flag, identity);
  }

  boolean isClosed() {
    return closed;
  }

  /** Asks no server any more, and ends a question under way; the flags stay as they are. */
  @Override
  public void close() {
    closed = true;
    remote.ifPresent(from -> from.server.close());
  }
}
