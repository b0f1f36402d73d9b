package com.footanalytics.load;

import com.footanalytics.load.profile.Profile;
import com.footanalytics.load.traffic.Endpoint;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What to load, and how.
 *
 * @param files what is read and where results go
 * @param perSecond inferences a second; measured if empty
 * @param seconds the profile's own if empty
 */
record Settings(
    Profile profile,
    Service service,
    Files files,
    Optional<Double> perSecond,
    Optional<Double> seconds) {

  /** Which service. */
  sealed interface Service {

    /** The model that is asked; the first that is ready if empty. */
    Optional<String> model();

    /**
     * One that runs.
     *
     * @param management where its metrics are; not looked at if empty
     */
    record Running(List<Endpoint> endpoints, Optional<URI> management, Optional<String> model)
        implements Service {
      public Running {
        endpoints = List.copyOf(endpoints);
      }
    }

    /**
     * One that is started for the load and stopped after it.
     *
     * @param command that runs an instance
     */
    record Started(List<String> command, Optional<String> model) implements Service {
      public Started {
        command = List.copyOf(command);
      }
    }
  }

  /**
   * Files and folders.
   *
   * @param feed pictures and a film
   * @param objectives what is promised
   * @param out where results go
   */
  record Files(Path feed, Path objectives, Path out) {}

  double secondsOrDefault() {
    return seconds.orElse((double) profile.defaultSeconds());
  }
}
