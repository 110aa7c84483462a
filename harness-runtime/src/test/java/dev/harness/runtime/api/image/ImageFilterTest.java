package dev.harness.runtime.api.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harness.engineapi.EngineJson;
import dev.harness.images.Image;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(20)
class ImageFilterTest {
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

  private static Image image(String... tags) {
    return new Image(
        Digest.parse("sha256:" + "a".repeat(64)),
        List.of(tags),
        List.of(),
        1000,
        Instant.EPOCH,
        Platform.parse("linux/amd64"),
        CONFIG,
        List.of());
  }

  private static String accepted(Image image, String filters) throws IOException {
    try (ServerFixture server = new ServerFixture(request -> answer(image, request))) {
      String query = URLEncoder.encode(filters.replace('\'', '"'), StandardCharsets.UTF_8);
      return server.connect().get("/images/json?filters=" + query).body();
    }
  }

  private static Answer answer(Image image, Request request) {
    ImageFilter filter = new ImageFilter(request.filters(ImageFilter.NAMES));
    return Answer.text(200, filter.accepts(image) ? "yes" : "no");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'reference':['redis']}|yes",
        "{'reference':['redis:7']}|yes",
        "{'reference':['redis:8']}|no",
        "{'reference':['red*']}|yes",
        "{'reference':['redis:8','r?dis:7']}|yes",
        "{'reference':['*']}|yes",
        "{'label':['team']}|yes",
        "{'label':['team=blue']}|yes",
        "{'label':['team=red']}|no",
        "{'dangling':['true']}|no",
        "{'dangling':{'false':true}}|yes",
      })
  void filters(String filters, String expected) throws IOException {
    assertThat(accepted(image("redis:7"), filters)).isEqualTo(expected);
  }

  @Test
  void findsImagesWithoutName() throws IOException {
    assertThat(accepted(image(), "{'dangling':['1']}")).isEqualTo("yes");
    assertThat(accepted(image(), "{'reference':['*']}")).isEqualTo("no");
  }

  @Test
  void refusesBrokenPatternsAndUnknownFilters() throws IOException {
    assertThat(accepted(image("redis:7"), "{'reference':['[']}")).contains("no pattern");
    assertThat(accepted(image("redis:7"), "{'since':['redis']}"))
        .isEqualTo("{\"message\":\"invalid filter 'since'\"}");
  }

  @Test
  void showsWhatIsKnown() throws Exception {
    String json = EngineJson.newMapper().writeValueAsString(ImageView.summary(image("redis:7")));

    assertThat(json)
        .contains("\"RepoTags\":[\"redis:7\"]")
        .contains("\"Created\":0,\"Size\":1000,\"SharedSize\":-1,\"Labels\":{\"team\":\"blue\"}");
  }
}
