package dev.harness.engineapi.image;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.harness.engineapi.Absent;
import java.util.List;

/**
 * What {@code POST /store/check} of our engine answers; Docker has no such request.
 *
 * @param images how many images the store has
 * @param layers how many layers it has
 * @param problems what is wrong; none in a sound store
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record StoreReport(
    @JsonProperty("Images") int images,
    @JsonProperty("Layers") int layers,
    @JsonProperty("Problems") List<Problem> problems) {
  /** Takes an absent list as empty. */
  public StoreReport {
    problems = Absent.list(problems);
  }

  /**
   * Something that is not as the store wrote it.
   *
   * @param what the thing
   * @param why how it shows
   * @param outcome {@code found}, {@code repaired} or {@code in use}
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Problem(
      @JsonProperty("What") String what,
      @JsonProperty("Why") String why,
      @JsonProperty("Outcome") String outcome) {
    /** What a problem says that was removed. */
    public static final String REPAIRED = "repaired";

    /** Takes absent parts as empty. */
    public Problem {
      what = Absent.text(what);
      why = Absent.text(why);
      outcome = Absent.text(outcome);
    }
  }
}
