package com.footanalytics.vision.flags;

import static com.footanalytics.vision.flags.Flag.ADVANCED_ANALYTICS;
import static com.footanalytics.vision.flags.Flag.MODEL_V2;
import static com.footanalytics.vision.flags.Flag.REAL_TIME;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.flagsmith.FlagsmithClient;
import com.flagsmith.config.FlagsmithConfig;
import com.flagsmith.models.Flags;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class FlagRulesTest {

  private static final int IDENTITIES = 10_000;

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 10, 50, 90, 100})
  void aPercentageIsThatShareOfIdentities(int percent) {
    FlagRules rules =
        read(new TestingEnvironment().with(MODEL_V2, false).split(4, percent, MODEL_V2, true));
    int on = 0;
    for (int i = 0; i < IDENTITIES; i++) {
      on += rules.enabled(MODEL_V2, Identity.job("job-" + i)) ? 1 : 0;
    }
    double deviation = Math.sqrt(IDENTITIES * percent / 100.0 * (1 - percent / 100.0));
    assertEquals(IDENTITIES * percent / 100.0, on, 4 * deviation + 5);
    assertFalse(rules.enabled(MODEL_V2));
    assertTrue(rules.enabledForAny(MODEL_V2));
  }

  @Test
  void whoIsInAShareStaysInItWhenItGrowsAndAfterAStart() {
    FlagRules less =
        read(new TestingEnvironment().with(MODEL_V2, false).split(4, 20, MODEL_V2, true));
    FlagRules again =
        read(new TestingEnvironment().with(MODEL_V2, false).split(4, 20, MODEL_V2, true));
    FlagRules more =
        read(new TestingEnvironment().with(MODEL_V2, false).split(4, 60, MODEL_V2, true));
    int moved = 0;
    for (int i = 0; i < IDENTITIES; i++) {
      Identity identity = Identity.caller("10.0." + i / 256 + "." + i % 256);
      boolean was = less.enabled(MODEL_V2, identity);
      assertEquals(was, again.enabled(MODEL_V2, identity));
      assertTrue(!was || more.enabled(MODEL_V2, identity));
      moved += more.enabled(MODEL_V2, identity) && !was ? 1 : 0;
    }
    assertEquals(0.4 * IDENTITIES, moved, 250);
  }

  @Test
  void rulesAskForIdAndKindAndOneIdentityMayBeNamed() {
    FlagRules rules =
        read(
            new TestingEnvironment()
                .with(MODEL_V2, false)
                .with(REAL_TIME, true)
                .where(1, "kind", "EQUAL", "job", MODEL_V2, true)
                .where(2, "id", "IN", "camera-1,camera-2", REAL_TIME, false)
                .override("job-13", MODEL_V2, false)
                .override("studio", MODEL_V2, true));
    assertTrue(rules.enabled(MODEL_V2, Identity.job("job-12")));
    assertFalse(rules.enabled(MODEL_V2, Identity.job("job-13")));
    assertFalse(rules.enabled(MODEL_V2, Identity.caller("anyone")));
    assertTrue(rules.enabled(MODEL_V2, Identity.caller("studio")));
    assertFalse(rules.enabled(REAL_TIME, Identity.caller("camera-2")));
    assertTrue(rules.enabled(REAL_TIME, Identity.caller("camera-3")));
    assertTrue(rules.dependsOnIdentity(MODEL_V2) && rules.dependsOnIdentity(REAL_TIME));
  }

  @Test
  void onlyRulesAboutAFlagMakeItDependOnIdentities() {
    FlagRules rules =
        read(
            new TestingEnvironment()
                .with(MODEL_V2, false)
                .with(REAL_TIME, false)
                .split(1, 50, REAL_TIME, true));
    assertFalse(rules.dependsOnIdentity(MODEL_V2));
    assertFalse(rules.enabledForAny(MODEL_V2));
    assertTrue(rules.dependsOnIdentity(REAL_TIME));
    assertFalse(rules.has(ADVANCED_ANALYTICS));
  }

  @Test
  void aRuleThatProvesImpossibleForSomeIsPassedOver() {
    FlagRules rules =
        read(
            new TestingEnvironment()
                .with(MODEL_V2, true)
                .where(1, "id", "EQUAL", "other", MODEL_V2, false)
                .impossibleWhere("id", "odd", MODEL_V2, false));
    assertTrue(rules.enabled(MODEL_V2, Identity.caller("odd")));
    assertFalse(rules.enabled(MODEL_V2, Identity.caller("other")));
  }

  @Test
  void aRuleThatIsImpossibleForAllIsSeenAtOnce() {
    for (Identity.Kind kind : Identity.Kind.values()) {
      TestingEnvironment environment =
          new TestingEnvironment()
              .with(MODEL_V2, true)
              .impossibleWhere("kind", kind.label(), MODEL_V2, false);
      String reason =
          assertThrows(IllegalArgumentException.class, () -> read(environment)).getMessage();
      assertTrue(
          String.valueOf(reason)
              .startsWith("not an environment document: its rules cannot be evaluated: "),
          reason);
    }
  }

  /** Flagsmith's own client, evaluating the same document that it fetched itself. */
  @Test
  void decisionsAreThoseOfFlagsmithsOwnClient() throws Exception {
    TestingEnvironment environment =
        new TestingEnvironment()
            .with(MODEL_V2, false)
            .with(REAL_TIME, true)
            .split(4, 35, MODEL_V2, true)
            .where(1, "id", "CONTAINS", "7", REAL_TIME, false)
            .where(2, "kind", "EQUAL", "job", MODEL_V2, false)
            .override("caller-5", MODEL_V2, true);
    try (FakeFlagsmith flagsmith = new FakeFlagsmith()) {
      flagsmith.serve(environment);
      FlagsmithClient client =
          FlagsmithClient.newBuilder()
              .withConfiguration(
                  FlagsmithConfig.newBuilder()
                      .baseUri(flagsmith.url())
                      .withLocalEvaluation(true)
                      .build())
              .setApiKey(FakeFlagsmith.KEY)
              .build();
      try {
        FlagRules rules = read(environment);
        for (int i = 0; i < 1000; i++) {
          for (Identity identity :
              List.of(Identity.caller("caller-" + i), Identity.job("job-" + i))) {
            Flags theirs =
                client.getIdentityFlags(
                    identity.id(), Map.of("id", identity.id(), "kind", identity.kind().label()));
            for (Flag flag : List.of(MODEL_V2, REAL_TIME)) {
              assertEquals(
                  theirs.isFeatureEnabled(flag.key()),
                  rules.enabled(flag, identity),
                  () -> flag + " for " + identity);
            }
          }
        }
      } finally {
        client.close();
      }
    }
  }

  @Test
  void whatIsRememberedIsWhatTheRulesSayForAnyNumberOfIdentitiesAndThreads() throws Exception {
    FlagRules rules =
        read(
            new TestingEnvironment()
                .with(MODEL_V2, false)
                .with(REAL_TIME, true)
                .split(4, 50, MODEL_V2, true)
                .where(1, "id", "CONTAINS", "7", REAL_TIME, false)
                .override("caller-5", MODEL_V2, true));
    FlagSnapshot snapshot =
        FlagSnapshot.of(Optional.of(rules), FlagSource.SERVER, Optional.empty());
    Callable<Integer> differences =
        () -> {
          int differ = 0;
          for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 10_000; i++) {
              Identity identity = Identity.caller("caller-" + i);
              for (Flag flag : List.of(MODEL_V2, REAL_TIME)) {
                differ += snapshot.decide(flag, identity) == rules.enabled(flag, identity) ? 0 : 1;
              }
            }
          }
          return differ;
        };
    try (var threads = Executors.newFixedThreadPool(2)) {
      for (Future<Integer> differ : threads.invokeAll(List.of(differences, differences))) {
        assertEquals(0, differ.get());
      }
    }
  }

  private FlagRules read(TestingEnvironment environment) {
    try {
      return FlagFile.read(Files.writeString(folder.resolve("rules.json"), environment.json()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
