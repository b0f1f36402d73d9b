package com.footanalytics.vision.flags;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.flagsmith.FlagsmithApiWrapper;
import com.flagsmith.FlagsmithLogger;
import com.flagsmith.config.FlagsmithConfig;
import com.flagsmith.config.Retry;
import com.flagsmith.flagengine.environments.EnvironmentModel;
import com.flagsmith.threads.RequestProcessor;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.HashMap;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;

/**
 * A Flagsmith server, asked through its own library for the whole environment. Owns the threads of
 * that library. To be used by one thread; another may close it, which ends a question under way.
 *
 * <p>A question is asked once: the library would ask for ever while the server says that it is
 * overloaded. Nor are redirects followed, for the key would go along.
 */
final class FlagsmithServer implements AutoCloseable {

  /** The library gives up an answer after 15 s, whatever is asked of it. */
  static final Duration LONGEST_TIMEOUT = Duration.ofSeconds(14);

  static final int MAX_DOCUMENT_BYTES = 4 << 20;

  private static final String SERVER_SIDE = "ser.";
  private static final MediaType JSON = MediaType.get("application/json");
  private static final int OK = 200;
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;

  private final String key;
  private final Duration timeout;
  private final OkHttpClient client;
  private final FlagsmithApiWrapper api;
  private volatile String document = "";
  private volatile String trouble = "";
  private volatile boolean closed;
  private Answer.@Nullable Document last;

  /** What came of a question. */
  sealed interface Answer {

    /**
     * The environment; the same object as before if it has not changed.
     *
     * @param json the document as it came
     */
    record Document(FlagRules rules, String json) implements Answer {}

    /** Nothing usable. */
    record Failed(String reason) implements Answer {}
  }

  /**
   * @param url of the API, such as {@code https://edge.api.flagsmith.com/api/v1/}
   * @param key server-side key of the environment
   * @param timeout for the whole answer, at most {@link #LONGEST_TIMEOUT}
   */
  FlagsmithServer(String url, String key, Duration timeout) {
    HttpUrl base = HttpUrl.parse(url.endsWith("/") ? url : url + "/");
    if (base == null) {
      throw new IllegalArgumentException(
          "ml-pipeline.flags.url: %s (expected: such as https://HOST/api/v1/)".formatted(url));
    }
    if (!timeout.isPositive() || timeout.compareTo(LONGEST_TIMEOUT) > 0) {
      throw new IllegalArgumentException(
          "ml-pipeline.flags.timeout: %s (expected: > 0, at most %s)"
              .formatted(timeout, LONGEST_TIMEOUT));
    }
    this.key = key;
    this.timeout = timeout;
    int millis = Math.toIntExact(timeout.toMillis());
    FlagsmithConfig config =
        FlagsmithConfig.newBuilder()
            .baseUri(base.toString())
            .connectTimeout(millis)
            .writeTimeout(millis)
            .readTimeout(millis)
            .build();
    this.client =
        config
            .getHttpClient()
            .newBuilder()
            .callTimeout(timeout)
            .followRedirects(false)
            .followSslRedirects(false)
            .addInterceptor(this::answered)
            .build();
    FlagsmithLogger silent = new FlagsmithLogger();
    this.api =
        new FlagsmithApiWrapper(
            config,
            new HashMap<>(),
            silent,
            key,
            new RequestProcessor(client, silent, new Retry(1)));
  }

  Answer ask() {
    if (!key.startsWith(SERVER_SIDE)) {
      return new Answer.Failed("the key is none for servers (expected: ser.…)");
    }
    document = "";
    trouble = "";
    EnvironmentModel environment;
    try {
      environment = api.getEnvironment();
    } catch (RuntimeException _) {
      return new Answer.Failed(trouble.isEmpty() ? "it sent no environment document" : trouble);
    }
    String json = document;
    if (last != null && last.json.equals(json)) {
      return last;
    }
    try {
      last = new Answer.Document(FlagRules.of(environment), json);
      return last;
    } catch (IllegalArgumentException e) {
      return new Answer.Failed(
          trouble.isEmpty() ? "it sent " + String.valueOf(e.getMessage()) : trouble);
    }
  }

  /** Lets the library see only what is a whole answer of bounded size; called by its threads. */
  private Response answered(Interceptor.Chain chain) throws IOException {
    if (closed) {
      throw new IOException("closed");
    }
    try (Response response = chain.proceed(chain.request())) {
      int status = response.code();
      if (status != OK) {
        boolean refused = status == UNAUTHORIZED || status == FORBIDDEN;
        throw new IOException("it answered " + status + (refused ? "; is the key right?" : ""));
      }
      ResponseBody body = response.body();
      if (body == null) {
        throw new IOException("it sent nothing");
      }
      if (body.source().request(MAX_DOCUMENT_BYTES + 1L)) {
        throw new IOException("it sent more than " + MAX_DOCUMENT_BYTES + " bytes");
      }
      byte[] bytes = body.source().readByteArray();
      document = withoutMark(new String(bytes, UTF_8));
      return response.newBuilder().body(ResponseBody.create(bytes, JSON)).build();
    } catch (IOException e) {
      boolean late = e instanceof InterruptedIOException || chain.call().isCanceled();
      trouble = late ? "no whole answer within " + timeout : String.valueOf(e.getMessage());
      throw e;
    }
  }

  private static String withoutMark(String text) {
    return text.startsWith("\ufeff") ? text.substring(1) : text;
  }

  /** Ends what is under way and lets the library's threads end. */
  @Override
  public void close() {
    closed = true;
    client.dispatcher().cancelAll();
    api.close();
    client.connectionPool().evictAll();
  }
}
