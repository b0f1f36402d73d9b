package com.footanalytics.vision.model;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/**
 * Looks for manifests that are neither read nor refused:
 *
 * <pre>JAZZER_FUZZ=1 mvn -Pfuzz test -Dtest=ManifestFuzz</pre>
 *
 * <p>What it finds it lays beside the corpus, which every build replays.
 */
class ManifestFuzz {

  @TempDir static Path folder;

  @FuzzTest(maxDuration = "10m")
  void accept(byte[] input) {
    new ManifestTarget(folder.resolve(ModelManifest.FILE_NAME)).accept(input);
  }
}
