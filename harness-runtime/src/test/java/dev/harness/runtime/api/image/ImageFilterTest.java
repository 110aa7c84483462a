package dev.harness.runtime.api.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harness.engineapi.EngineJson;
import dev.harness.images.Image;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(20)
class ImageFilterTest {
  private static String accepted(Image image, String filters) throws IOException {
    return FilteredImage.accepted(
        filters, request -> new ImageFilter(request.filters(ImageFilter.NAMES)).accepts(image));
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
