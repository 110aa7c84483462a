package dev.harness.runtime.api.image;

import dev.harness.images.Image;
import dev.harness.images.Origin;
import dev.harness.images.manifest.ImageConfig;
import dev.harness.images.reference.Digest;
import dev.harness.images.reference.Platform;
import dev.harness.runtime.api.http.Answer;
import dev.harness.runtime.api.http.Request;
import dev.harness.runtime.api.testing.ServerFixture;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** An image of 1970 with the label {@code team=blue}, and requests with filters. */
final class FilteredImage {
  private static final ImageConfig CONFIG =
      new ImageConfig(
          List.of(),
          List.of(),
          List.of(),
          "",
          "",
          List.of(),
          List.of(),
          Map.of("team", "blue"),
          "",
          null,
          List.of());

  private FilteredImage() {}

  static Image of(String... tags) {
    return new Image(
        Digest.parse("sha256:" + "a".repeat(64)),
        List.of(tags),
        List.of(),
        1000,
        Instant.EPOCH,
        Platform.parse("linux/amd64"),
        CONFIG,
        List.of(),
        Origin.UNKNOWN);
  }

  /**
   * What a server answers to a request with these filters: yes, no, or an error.
   *
   * @param filters with single quotes for double ones
   */
  static String accepted(String filters, Predicate<Request> filter) throws IOException {
    try (ServerFixture server =
        new ServerFixture(request -> Answer.text(200, filter.test(request) ? "yes" : "no"))) {
      String query = URLEncoder.encode(filters.replace('\'', '"'), StandardCharsets.UTF_8);
      return server.connect().get("/images/json?filters=" + query).body();
    }
  }
}
