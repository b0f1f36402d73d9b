package com.footanalytics.vision.flags;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.flags.FlagsmithServer.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class FlagsmithServerTest {

  private static final Duration LONG = Duration.ofSeconds(14);
  private static final Duration SHORT = Duration.ofMillis(300);

  private final FakeFlagsmith flagsmith = new FakeFlagsmith();
  private final List<FlagsmithServer> opened = new ArrayList<>();

  @AfterEach
  void close() {
    opened.forEach(FlagsmithServer::close);
    flagsmith.close();
  }

  @Test
  void anEnvironmentIsFetchedWithTheKey() {
    TestingEnvironment environment = new TestingEnvironment().with(Flag.MODEL_V2, true);
    flagsmith.serve(environment);
    Answer.Document document = assertInstanceOf(Answer.Document.class, server(LONG).ask());
    assertTrue(document.rules().enabled(Flag.MODEL_V2));
    assertEquals(environment.json(), document.json());
    assertEquals(
        List.of("GET /api/v1/environment-document/ " + FakeFlagsmith.KEY), flagsmith.asked());
  }

  @Test
  void anAddressWithoutItsLastSlashIsTheSame() {
    flagsmith.serve(new TestingEnvironment().with(Flag.MODEL_V2, true));
    String url = flagsmith.url();
    FlagsmithServer server =
        opened(new FlagsmithServer(url.substring(0, url.length() - 1), FakeFlagsmith.KEY, LONG));
    assertInstanceOf(Answer.Document.class, server.ask());
  }

  @Test
  void whatHasNotChangedIsNotReadAgain() {
    flagsmith.serve(new TestingEnvironment().with(Flag.MODEL_V2, true));
    FlagsmithServer server = server(LONG);
    Answer first = server.ask();
    assertSame(first, server.ask());
    flagsmith.serve(new TestingEnvironment().with(Flag.MODEL_V2, false));
    Answer.Document changed = assertInstanceOf(Answer.Document.class, server.ask());
    assertEquals(false, changed.rules().enabled(Flag.MODEL_V2));
  }

  @Test
  void aByteOrderMarkIsNoPartOfTheDocument() {
    TestingEnvironment environment = new TestingEnvironment().with(Flag.MODEL_V2, true);
    flagsmith.serve(200, "\ufeff" + environment.json());
    Answer.Document document = assertInstanceOf(Answer.Document.class, server(LONG).ask());
    assertEquals(environment.json(), document.json());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "204 | it answered 204",
        "403 | it answered 403; is the key right?",
        "413 | it answered 413",
        "429 | it answered 429",
        "500 | it answered 500",
        "503 | it answered 503"
      })
  void anAnswerThatIsNoneIsAskedForOnce(int status, String reason) {
    flagsmith.serve(status, "");
    assertEquals(new Answer.Failed(reason), server(LONG).ask());
    assertEquals(1, flagsmith.asked().size());
  }

  @Test
  void aWrongKeyIsSaidToBe() {
    flagsmith.serve(new TestingEnvironment().with(Flag.MODEL_V2, true));
    FlagsmithServer server = opened(new FlagsmithServer(flagsmith.url(), "ser.wrong", LONG));
    assertEquals(new Answer.Failed("it answered 401; is the key right?"), server.ask());
  }

  @Test
  void aKeyForBrowsersIsNotEvenSent() {
    FlagsmithServer server = opened(new FlagsmithServer(flagsmith.url(), "client", LONG));
    assertEquals(new Answer.Failed("the key is none for servers (expected: ser.…)"), server.ask());
    assertEquals(List.of(), flagsmith.asked());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{}",
        "7",
        "<html>Sign in</html>",
        "{\"feature_states\": [",
        "{\"feature_states\": []}",
        "{\"feature_states\": [null], \"project\": {\"segments\": []}}",
        "{\"feature_states\": [{\"enabled\": true}], \"project\": {\"segments\": []}}",
        "{\"feature_states\": [{\"feature\": {\"id\": 1, \"name\": \"x\"}}],"
            + " \"project\": {\"segments\": []}}",
        "{\"feature_states\": [{\"feature\": {\"id\": 1, \"name\": \"ml_model_v2_enabled\"},"
            + " \"enabled\": true}, {\"feature\": {\"id\": 1, \"name\": \"y\"},"
            + " \"enabled\": true}], \"project\": {\"segments\": []}}",
        "{\"feature_states\": [], \"project\": {\"segments\": [null]}}",
        "{\"feature_states\": [], \"project\": {\"segments\": [{\"id\": 1}]}}",
        "{\"feature_states\": [], \"project\": {\"segments\": []},"
            + " \"identity_overrides\": [{\"identity_features\": []}]}",
        "{\"feature_states\": [], \"project\": {\"segments\": [{\"id\": 1, \"feature_states\": [],"
            + " \"rules\": [{\"type\": \"ALL\", \"conditions\": [{\"operator\": \"NEW\"}]}]}]}}"
      })
  void whatIsNoEnvironmentIsOfNoUse(String body) {
    flagsmith.serve(200, body);
    String reason = assertInstanceOf(Answer.Failed.class, server(LONG).ask()).reason();
    assertTrue(reason.startsWith("it sent n"), reason);
    assertEquals(1, flagsmith.asked().size());
  }

  @Test
  void aRedirectIsNotFollowedForTheKeyWouldGoAlong() {
    try (FakeFlagsmith other = new FakeFlagsmith()) {
      other.serve(new TestingEnvironment().with(Flag.MODEL_V2, true));
      flagsmith.redirectTo(other.url() + "environment-document/");
      assertEquals(new Answer.Failed("it answered 302"), server(LONG).ask());
      assertEquals(List.of(), other.asked());
    }
  }

  @Test
  void anEndlessBodyIsCutOff() {
    flagsmith.pour();
    assertEquals(
        new Answer.Failed("it sent more than " + FlagsmithServer.MAX_DOCUMENT_BYTES + " bytes"),
        server(LONG).ask());
  }

  @Test
  void aBodyThatComesByteByByteIsGivenUp() {
    flagsmith.drip();
    assertEquals(new Answer.Failed("no whole answer within PT0.3S"), server(SHORT).ask());
  }

  @Test
  void aSilentServerIsGivenUp() {
    flagsmith.fallSilent();
    assertEquals(new Answer.Failed("no whole answer within PT0.3S"), server(SHORT).ask());
  }

  @Test
  void aBodyThatBreaksOffIsNone() {
    flagsmith.breakOff();
    String reason = assertInstanceOf(Answer.Failed.class, server(LONG).ask()).reason();
    assertTrue(reason.startsWith("unexpected end of stream"), reason);
  }

  @Test
  void whereNobodyListensThatIsSaid() {
    flagsmith.close();
    String reason = assertInstanceOf(Answer.Failed.class, server(LONG).ask()).reason();
    assertTrue(reason.contains("127.0.0.1"), reason);
  }

  @Test
  void aServerThatComesToItselfIsUsedAtOnce() {
    FlagsmithServer server = server(LONG);
    flagsmith.serve(503, "busy");
    for (int i = 0; i < 10; i++) {
      assertInstanceOf(Answer.Failed.class, server.ask());
    }
    flagsmith.serve(new TestingEnvironment().with(Flag.MODEL_V2, true));
    assertInstanceOf(Answer.Document.class, server.ask());
    assertEquals(11, flagsmith.asked().size());
  }

  @Test
  void closingEndsAQuestionUnderWayAndAllThreadsOfTheLibrary() throws InterruptedException {
    Set<Thread> before = threads();
    flagsmith.fallSilent();
    FlagsmithServer server = server(LONG);
    List<Answer> answers = new ArrayList<>();
    Thread asking = Thread.ofPlatform().start(() -> answers.add(server.ask()));
    while (flagsmith.asked().isEmpty()) {
      Thread.onSpinWait();
    }
    long started = System.nanoTime();
    server.close();
    asking.join();
    assertInstanceOf(Answer.Failed.class, answers.getFirst());
    assertTrue(System.nanoTime() - started < LONG.toNanos() / 2);
    for (Thread thread : threads()) {
      if (!before.contains(thread) && !thread.isDaemon() && !thread.isVirtual()) {
        thread.join();
      }
    }
    assertInstanceOf(Answer.Failed.class, server.ask());
  }

  private static Set<Thread> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> !thread.getName().startsWith("HTTP-Dispatcher"))
        .collect(Collectors.toCollection(HashSet::new));
  }

  private FlagsmithServer server(Duration timeout) {
    return opened(new FlagsmithServer(flagsmith.url(), FakeFlagsmith.KEY, timeout));
  }

  private FlagsmithServer opened(FlagsmithServer server) {
    opened.add(server);
    return server;
  }
}
