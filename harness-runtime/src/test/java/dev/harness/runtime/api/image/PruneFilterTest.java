package dev.harness.runtime.api.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harness.images.Image;
import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(20)
class PruneFilterTest {
  private static final Instant NOW = Instant.parse("1970-01-02T00:00:00Z");

  private static String accepted(Image image, String filters) throws IOException {
    return FilteredImage.accepted(
        filters, request -> PruneFilter.of(request.filters(PruneFilter.NAMES), NOW).accepts(image));
  }

  @ParameterizedTest(name = "{0}: tagged {1}, dangling {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|no|yes",
        "{'dangling':['true']}|no|yes",
        "{'dangling':['false']}|yes|yes",
        "{'dangling':{'0':true}}|yes|yes",
        "{'until':['24h']}|no|yes",
        "{'until':['25h']}|no|no",
        "{'dangling':['false'],'until':['1970-01-01T00:00:01Z']}|yes|yes",
        "{'label':['team']}|no|yes",
        "{'label':['team=red']}|no|no",
        "{'label!':['team=blue']}|no|no",
        "{'label!':['team=red']}|no|yes",
      })
  void choosesAsDockerDoes(String filters, String tagged, String dangling) throws IOException {
    assertThat(accepted(FilteredImage.of("redis:7"), filters)).isEqualTo(tagged);
    assertThat(accepted(FilteredImage.of(), filters)).isEqualTo(dangling);
  }

  @Test
  void refusesWhatIsNoTimeAndTwoTimes() throws IOException {
    assertThat(accepted(FilteredImage.of(), "{'until':['soon']}")).contains("soon");
    assertThat(accepted(FilteredImage.of(), "{'until':['1h','2h']}"))
        .isEqualTo("{\"message\":\"more than one until filter specified\"}");
  }
}
