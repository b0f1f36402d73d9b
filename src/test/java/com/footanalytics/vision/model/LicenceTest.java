package com.footanalytics.vision.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LicenceTest {

  private static final Map<String, String> AGPL =
      Map.of("license", "AGPL-3.0 License\n(https://example.org)", "author", "somebody");

  @Test
  void whatAPersonSaysComesFirstAndTheFilesOwnIsKept() {
    assertEquals("not stated", Licence.text(Optional.empty(), Map.of("author", "somebody")));
    assertEquals("MIT", Licence.text(Optional.of("MIT"), Map.of()));
    assertEquals("MIT", Licence.text(Optional.of("MIT"), Map.of("license", "MIT")));
    assertEquals("AGPL-3.0 License (https://example.org)", Licence.text(Optional.empty(), AGPL));
    assertEquals(
        "Enterprise; the file's metadata: AGPL-3.0 License (https://example.org)",
        Licence.text(Optional.of("Enterprise"), AGPL));
  }

  @Test
  void aMentionAnywhereInTheMetadataCounts() {
    assertEquals(
        "trained under agpl-3.0",
        Licence.text(Optional.empty(), Map.of("description", "trained under agpl-3.0")));
  }

  @Test
  void onlyAgplWeightsGetANotice() {
    assertEquals(Optional.empty(), Licence.notice("Apache-2.0"));
    String notice = Licence.notice("AGPL-3.0").orElseThrow();
    assertTrue(notice.startsWith("licence: AGPL-3.0; "), notice);
  }
}
