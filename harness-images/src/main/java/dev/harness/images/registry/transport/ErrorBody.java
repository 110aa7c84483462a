package dev.harness.images.registry.transport;

import dev.harness.images.json.JsonException;
import dev.harness.images.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import okhttp3.Response;

/** The words in which a registry says why it refuses. */
final class ErrorBody {
  private static final int MAX_BYTES = 64 << 10;
  private static final int MAX_SHOWN = 1000;

  private ErrorBody() {}

  /** The registry's reason, from its JSON or as it stands; empty when it gives none. */
  static String words(Response response) {
    byte[] body;
    try {
      body = response.body().byteStream().readNBytes(MAX_BYTES);
    } catch (IOException e) {
      return "";
    }
    return shown(fromJson(body));
  }

  /** A registry's words without what is no word, and cut where they get long. */
  static String shown(String text) {
    String shown = text.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
    return shown.length() > MAX_SHOWN ? shown.substring(0, MAX_SHOWN) + "…" : shown;
  }

  private static String fromJson(byte[] body) {
    try {
      JsonObject json = JsonObject.parse(body, "the error");
      List<JsonObject> errors = json.objects("errors");
      if (!errors.isEmpty()) {
        return errors.stream().map(ErrorBody::words).collect(Collectors.joining("; "));
      }
      return json.text("message").orElseGet(() -> json.textOrEmpty("details"));
    } catch (JsonException e) {
      return new String(body, StandardCharsets.UTF_8);
    }
  }

  private static String words(JsonObject error) {
    String message = error.textOrEmpty("message");
    return message.isEmpty() ? error.textOrEmpty("code") : message;
  }
}
