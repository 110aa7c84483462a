package dev.harness.images.testing;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okhttp3.Headers;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okio.Buffer;

/** A proxy in front of a real registry, which spoils what it is told to. */
public final class FaultyRegistry implements AutoCloseable {
  private static final int BIG_BYTES = 100_000;

  private final RegistryServer registry;
  private final MockWebServer server = new MockWebServer();
  private final OkHttpClient http = new OkHttpClient.Builder().followRedirects(false).build();
  private final Queue<Fault> faults = new ConcurrentLinkedQueue<>();
  private final List<String> ranges = new CopyOnWriteArrayList<>();
  private volatile Fault always = Fault.none();

  /** Changes an answer of the registry on its way. */
  @FunctionalInterface
  public interface Fault {
    /** The answer to give instead of a good one with {@code body}. */
    MockResponse spoil(MockResponse.Builder good, byte[] body);

    /** Changes nothing. */
    static Fault none() {
      return (good, body) -> good.body(new Buffer().write(body)).build();
    }

    /** Breaks the connection after a part of the body. */
    static Fault cutAt(int percent) {
      return (good, body) ->
          good.body(new Buffer().write(body, 0, body.length * percent / 100))
              .setHeader("Content-Length", String.valueOf(body.length))
              .onResponseEnd(new SocketEffect.CloseSocket())
              .build();
    }

    /** Changes one byte in the middle. */
    static Fault wrongByte() {
      return (good, body) -> {
        byte[] wrong = body.clone();
        wrong[wrong.length / 2] ^= 1;
        return good.body(new Buffer().write(wrong)).build();
      };
    }

    /** Ends too early, and announces that. */
    static Fault tooShort() {
      return (good, body) ->
          good.body(new Buffer().write(Arrays.copyOf(body, body.length - 1))).build();
    }

    /** Goes on behind the end. */
    static Fault tooLong() {
      return (good, body) ->
          good.body(new Buffer().write(Arrays.copyOf(body, body.length + 1))).build();
    }

    /** Answers with a status and a header instead. */
    static Fault status(int code, String header, String value) {
      return (good, body) ->
          new MockResponse.Builder().code(code).setHeader(header, value).body("fault").build();
    }

    /** Sends the body slowly. */
    static Fault drip(long bytesPerPeriod, long periodMillis) {
      return (good, body) ->
          good.body(new Buffer().write(body))
              .throttleBody(bytesPerPeriod, periodMillis, TimeUnit.MILLISECONDS)
              .build();
    }

    /** Sends nothing after the head. */
    static Fault silence() {
      return (good, body) ->
          good.body(new Buffer().write(body)).onResponseBody(SocketEffect.Stall.INSTANCE).build();
    }
  }

  public FaultyRegistry(RegistryServer registry) throws IOException {
    this.registry = registry;
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            try {
              return forward(request);
            } catch (IOException e) {
              return new MockResponse.Builder().code(599).body(e.toString()).build();
            }
          }
        });
    server.start();
  }

  /** What goes in front of a repository's name. */
  public String host() {
    return "127.0.0.1:" + server.getPort();
  }

  /** Spoils the next answers with large blobs, one fault each; those after them are good. */
  public void next(Fault... several) {
    faults.addAll(List.of(several));
  }

  /** Spoils all answers with large blobs from now on, once there is no {@link #next}. */
  public void always(Fault fault) {
    always = fault;
  }

  /** What parts of large blobs were asked for since this was asked last; empty for the whole. */
  public List<String> takeRanges() {
    List<String> taken = List.copyOf(ranges);
    ranges.clear();
    return taken;
  }

  private MockResponse forward(RecordedRequest request) throws IOException {
    Request.Builder onwards =
        new Request.Builder()
            .url(registry.url() + request.getTarget())
            .headers(request.getHeaders().newBuilder().removeAll("Host").build());
    try (Response response = http.newCall(onwards.build()).execute()) {
      byte[] body = response.body().bytes();
      Headers headers =
          response
              .headers()
              .newBuilder()
              .removeAll("Content-Length")
              .removeAll("Connection")
              .build();
      MockResponse.Builder good = new MockResponse.Builder().code(response.code()).headers(headers);
      boolean big = request.getTarget().contains("/blobs/") && isLargeBlob(response, body);
      if (!big) {
        return Fault.none().spoil(good, body);
      }
      String range = request.getHeaders().get("Range");
      ranges.add(range == null ? "" : range);
      Fault fault = faults.poll();
      return (fault == null ? always : fault).spoil(good, body);
    }
  }

  private static boolean isLargeBlob(Response response, byte[] body) {
    return body.length > BIG_BYTES || response.code() == 206;
  }

  @Override
  public void close() {
    server.close();
    http.connectionPool().evictAll();
    http.dispatcher().executorService().shutdown();
  }
}
