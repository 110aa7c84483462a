package dev.harness.engineapi.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.harness.engineapi.ErrorResponse;
import java.io.IOException;
import java.net.ProtocolException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import okhttp3.Call;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.Okio;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests and turns what goes wrong into exceptions that name the action. It is the only
 * place of the client that knows status codes.
 */
final class EngineCaller {
  private static final MediaType JSON = MediaType.get("application/json");
  private static final RequestBody NOTHING = RequestBody.create(new byte[0]);
  private static final long MAX_ERROR_BYTES = 64 << 10;

  /** The connection is a stream now; nothing had to be changed. */
  private static final Set<Integer> EXPECTED = Set.of(101, 304);

  private final EngineAddress address;
  private final String apiVersion;
  private final OkHttpClient prompt;
  private final OkHttpClient patient;
  private final Supplier<ObjectMapper> json;

  /**
   * Makes a caller.
   *
   * @param apiVersion as {@code 1.44}; empty leaves it to the engine
   * @param promptly how long the engine may be silent where it has nothing to wait for
   */
  EngineCaller(
      EngineAddress address,
      String apiVersion,
      OkHttpClient http,
      Supplier<ObjectMapper> json,
      Duration promptly) {
    this.address = address;
    this.apiVersion = apiVersion;
    this.prompt = http.newBuilder().readTimeout(promptly).build();
    this.patient = http;
    this.json = json;
  }

  ObjectMapper json() {
    return json.get();
  }

  /** Sends a request that is answered with nothing of interest. */
  void send(EngineRequest request) {
    send(request, prompt);
  }

  /** Like {@link #send} for what may take as long as it wants. */
  void sendPatiently(EngineRequest request) {
    send(request, patient);
  }

  private void send(EngineRequest request, OkHttpClient http) {
    try (Response response = execute(request, http.newCall(encode(request)))) {
      // Reading to the end keeps the connection usable; answers without interest are short.
      response.body().source().readAll(Okio.blackhole());
    } catch (IOException e) {
      throw new EngineUnreachableException(request.action(), address, e);
    }
  }

  /** Sends a request that is answered with JSON. */
  <T> T fetch(EngineRequest request, Class<T> type) {
    return fetch(request, type, prompt);
  }

  /** Like {@link #fetch} for what may take as long as it wants. */
  <T> T fetchPatiently(EngineRequest request, Class<T> type) {
    return fetch(request, type, patient);
  }

  private <T> T fetch(EngineRequest request, Class<T> type, OkHttpClient http) {
    try (Response response = execute(request, http.newCall(encode(request)))) {
      return json().readValue(response.body().byteStream(), type);
    } catch (IOException e) {
      throw new EngineUnreachableException(request.action(), address, e);
    }
  }

  /** Sends a request and reads one header of the answer, empty when it is missing. */
  String fetchHeader(EngineRequest request, String name) {
    try (Response response = execute(request, prompt.newCall(encode(request)))) {
      String value = response.header(name);
      return value == null ? "" : value;
    }
  }

  /** Sends a request that is answered with a stream, which may be silent for any time. */
  EngineStream open(EngineRequest request) {
    Call call = patient.newCall(encode(request));
    return new EngineStream(request.action(), address, call, execute(request, call));
  }

  /**
   * Like {@link #open} for a stream that goes both ways, as Docker's clients ask for it.
   *
   * @throws EngineUnreachableException also when something between us and the engine cannot do that
   */
  EngineStream converse(EngineRequest request) {
    EngineRequest upgrade = request.header("Connection", "Upgrade").header("Upgrade", "tcp");
    Call call = patient.newCall(encode(upgrade));
    Response response = execute(upgrade, call);
    if (response.socket() == null) {
      call.cancel();
      response.close();
      throw new EngineUnreachableException(
          request.action(),
          address,
          new ProtocolException(
              "it answers with status %d in place of 101, so input cannot be sent"
                  .formatted(response.code())));
    }
    return new EngineStream(request.action(), address, call, response);
  }

  private Response execute(EngineRequest request, Call call) {
    try {
      Response response = call.execute();
      if (response.isSuccessful() || EXPECTED.contains(response.code())) {
        return response;
      }
      try (response) {
        throw refused(request, response);
      }
    } catch (IOException e) {
      throw new EngineUnreachableException(request.action(), address, e);
    }
  }

  private EngineRefusedException refused(EngineRequest request, Response response)
      throws IOException {
    String body = response.peekBody(MAX_ERROR_BYTES).string();
    return new EngineRefusedException(
        request.action(), response.code(), response.message(), reason(body));
  }

  private String reason(String body) {
    String message = "";
    try {
      ErrorResponse error = json().readValue(body, ErrorResponse.class);
      message = error == null ? "" : error.message();
    } catch (JsonProcessingException e) {
      // Something between us and the engine answered; its own words are all there is.
      message = body.strip();
    }
    return message.isEmpty() ? "the engine gives no reason" : message;
  }

  private Request encode(EngineRequest request) {
    HttpUrl.Builder url =
        new HttpUrl.Builder()
            .scheme(address.scheme())
            .host(address.requestHost())
            .port(address.port());
    if (!apiVersion.isEmpty()) {
      url.addPathSegment("v" + apiVersion);
    }
    request.segments().forEach(url::addPathSegment);
    for (Map.Entry<String, String> parameter : request.query()) {
      url.addQueryParameter(parameter.getKey(), parameter.getValue());
    }
    // Without this okhttp asks for gzip, which buys nothing on one machine.
    Request.Builder encoded =
        new Request.Builder().url(url.build()).header("Accept-Encoding", "identity");
    for (Map.Entry<String, String> header : request.headers()) {
      encoded.header(header.getKey(), header.getValue());
    }
    return encoded.method(request.method(), body(request)).build();
  }

  private @Nullable RequestBody body(EngineRequest request) {
    if (request.body() != null) {
      return request.body();
    }
    Object value = request.json();
    if (value == null) {
      return request.method().equals("POST") || request.method().equals("PUT") ? NOTHING : null;
    }
    try {
      return RequestBody.create(json().writeValueAsBytes(value), JSON);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a record of the API is not writable: " + value, e);
    }
  }
}
