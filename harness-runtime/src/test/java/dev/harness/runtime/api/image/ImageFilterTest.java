package dev.harness.runtime.api.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harness.engineapi.EngineJson;
import dev.harness.images.Image;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(20)
class ImageFilterTest {
  private static String accepted(Image image, String filters) throws IOException {
    return FilteredImage.accepted(
        filters,
        request -> new ImageFilter(request.filters(ImageFilter.NAMES)).shown(image).isPresent());
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
    assertThat(accepted(FilteredImage.of("redis:7"), filters)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "redis:7|redis:7|",
        "redis|redis:7|redis@DIGEST",
        "cache|cache:1|",
        "redis@DIGEST||redis@DIGEST",
      })
  void showsOnlyTheNamesThatAreAskedFor(String wanted, @Nullable String tag, @Nullable String name)
      throws IOException {
    String digest = "sha256:" + "b".repeat(64);
    Image image =
        FilteredImage.of().withNames(List.of("redis:7", "cache:1"), List.of("redis@" + digest));
    Image expected =
        FilteredImage.of()
            .withNames(
                tag == null ? List.of() : List.of(tag),
                name == null ? List.of() : List.of(name.replace("DIGEST", digest)));

    String answer =
        FilteredImage.accepted(
            "{'reference':['%s']}".formatted(wanted.replace("DIGEST", digest)),
            request ->
                new ImageFilter(request.filters(ImageFilter.NAMES))
                    .shown(image)
                    .equals(Optional.of(expected)));

    assertThat(answer).isEqualTo("yes");
  }

  @Test
  void findsImagesWithoutName() throws IOException {
    assertThat(accepted(FilteredImage.of(), "{'dangling':['1']}")).isEqualTo("yes");
    assertThat(accepted(FilteredImage.of(), "{'reference':['*']}")).isEqualTo("no");
  }

  @Test
  void refusesBrokenPatternsAndUnknownFilters() throws IOException {
    assertThat(accepted(FilteredImage.of("redis:7"), "{'reference':['[']}")).contains("no pattern");
    assertThat(accepted(FilteredImage.of("redis:7"), "{'since':['redis']}"))
        .isEqualTo("{\"message\":\"invalid filter 'since'\"}");
  }

  @Test
  void showsWhatIsKnown() throws Exception {
    String json =
        EngineJson.newMapper().writeValueAsString(ImageView.summary(FilteredImage.of("redis:7")));

    assertThat(json)
        .contains("\"RepoTags\":[\"redis:7\"]")
        .contains("\"Created\":0,\"Size\":1000,\"SharedSize\":-1,\"Labels\":{\"team\":\"blue\"}");
  }
}
