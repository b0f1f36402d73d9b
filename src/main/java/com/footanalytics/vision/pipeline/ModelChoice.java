package com.footanalytics.vision.pipeline;

import com.footanalytics.vision.flags.Identity;
import com.footanalytics.vision.model.ModelLease;
import java.util.Optional;

/**
 * Settles which version of which model works for someone. To be asked once for each request or job,
 * which then stays with the answer. Thread-safe.
 */
@FunctionalInterface
public interface ModelChoice {

  /**
   * Lends the detector, ready to run; loads the default one first if nobody did.
   *
   * @param asked {@code name} or {@code name:version}; the default model if empty
   * @param identity for whom
   * @throws com.footanalytics.vision.model.ModelException if it cannot be used
   */
  ModelLease<ServedDetector> lease(Optional<String> asked, Identity identity);
}
