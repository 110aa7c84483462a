package dev.harness.engineapi.image;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import dev.harness.engineapi.Absent;
import org.jspecify.annotations.Nullable;

/**
 * One line of the stream that pull, load and build answer.
 *
 * @param id what the line is about, most often a layer
 * @param stream output of a build or a load
 * @param error why all failed; nothing comes after it
 * @param aux results for programs
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ProgressMessage(
    @JsonProperty("status") String status,
    @JsonProperty("id") String id,
    @JsonProperty("progressDetail") @Nullable Progress progressDetail,
    @JsonProperty("progress") String progress,
    @JsonProperty("stream") String stream,
    @JsonProperty("errorDetail") @Nullable ErrorDetail errorDetail,
    @JsonProperty("error") String error,
    @JsonProperty("aux") @Nullable JsonNode aux) {
  /** Takes absent parts as empty. */
  public ProgressMessage {
    status = Absent.text(status);
    id = Absent.text(id);
    progress = Absent.text(progress);
    stream = Absent.text(stream);
    error = Absent.text(error);
  }

  /** How far something is, in bytes; a total of 0 is not known. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Progress(
      @JsonProperty("current") long current, @JsonProperty("total") long total) {}

  /** Why all failed, with the code of the failure. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record ErrorDetail(
      @JsonProperty("code") int code, @JsonProperty("message") String message) {
    /** Takes an absent message as empty. */
    public ErrorDetail {
      message = Absent.text(message);
    }
  }

  /** Says how the whole work goes. */
  public static ProgressMessage status(String status) {
    return status("", status);
  }

  /** Says how one part goes. */
  public static ProgressMessage status(String id, String status) {
    return new ProgressMessage(status, id, null, "", "", null, "", null);
  }

  /** Says how much of one part is done. */
  public static ProgressMessage progress(String id, String status, long current, long total) {
    return new ProgressMessage(status, id, new Progress(current, total), "", "", null, "", null);
  }

  /** Passes on output. */
  public static ProgressMessage stream(String output) {
    return new ProgressMessage("", "", null, "", output, null, "", null);
  }

  /** Passes on a result for programs. */
  public static ProgressMessage result(JsonNode result) {
    return new ProgressMessage("", "", null, "", "", null, "", result);
  }

  /** Ends the stream with a failure. */
  public static ProgressMessage failure(String message) {
    return failure(0, message);
  }

  /** Ends the stream with a failure of this code. */
  public static ProgressMessage failure(int code, String message) {
    return new ProgressMessage("", "", null, "", "", new ErrorDetail(code, message), message, null);
  }

  /** Whether the work failed. */
  @JsonIgnore
  public boolean failed() {
    return errorDetail != null || !error.isEmpty();
  }

  /** Why the work failed, empty when it did not. */
  @JsonIgnore
  public String failureMessage() {
    return error.isEmpty() && errorDetail != null ? errorDetail.message() : error;
  }
}
