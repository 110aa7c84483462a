package dev.harness.probe;

import java.io.IOException;
import java.net.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** Asks a server again and again, and compares its answers with the one that is wanted. */
public final class HttpProbe implements AutoCloseable {
  private static final long MAX_BODY_BYTES = 1 << 20;
  private static final RequestBody NOTHING = RequestBody.create(new byte[0]);

  private final HttpQuestion question;
  private final OkHttpClient http;

  /** Makes a probe, which keeps connections until it is closed. */
  public HttpProbe(HttpQuestion question) {
    this.question = question;
    OkHttpClient.Builder builder =
        new OkHttpClient.Builder()
            .proxy(Proxy.NO_PROXY)
            .followRedirects(false)
            .retryOnConnectionFailure(false)
            .connectionPool(new ConnectionPool(1, 1, TimeUnit.SECONDS))
            .callTimeout(question.patience());
    if (question.trust() == HttpQuestion.Trust.ANYBODY) {
      AnyCertificate.accept(builder);
    }
    this.http = builder.build();
  }

  /** Asks once; returns nothing when the answer fits, or else what came instead. */
  public Optional<String> missing(String host, int port) {
    HttpUrl url =
        new HttpUrl.Builder()
            .scheme(question.trust() == HttpQuestion.Trust.NO_TLS ? "http" : "https")
            .host(host)
            .port(port)
            .encodedPath(question.path().split("\\?", 2)[0])
            .encodedQuery(question.query())
            .build();
    Request.Builder request = new Request.Builder().url(url);
    for (Map.Entry<String, String> header : question.headers().entrySet()) {
      request.header(header.getKey(), header.getValue());
    }
    boolean empty = List.of("GET", "HEAD").contains(question.method());
    request.method(question.method(), empty ? null : NOTHING);
    try (Response response = http.newCall(request.build()).execute()) {
      return missing(response);
    } catch (IOException e) {
      return Optional.of("no answer: " + e.getMessage());
    }
  }

  private Optional<String> missing(Response response) throws IOException {
    if (!question.status().test(response.code())) {
      return Optional.of("status " + response.code());
    }
    String body = question.body().isPresent() ? response.peekBody(MAX_BODY_BYTES).string() : "";
    return question
        .body()
        .filter(wanted -> !wanted.matcher(body).find())
        .map(wanted -> "a body that does not match '" + wanted + "'");
  }

  @Override
  public void close() {
    http.connectionPool().evictAll();
  }
}
