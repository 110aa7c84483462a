package dev.harness.logs;

import java.util.regex.Pattern;
import org.apiguardian.api.API;

/**
 * A line that a container has written.
 *
 * @param container the container's name
 * @param stream where it was written to
 * @param text as it was written, without its end; of a line beyond 1 MiB a part
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record LogLine(String container, LogStream stream, String text) {
  /** What terminals obey and do not show: ECMA-48's sequences, then single control characters. */
  private static final Pattern UNSHOWN =
      Pattern.compile(
          "\\u001B\\[[0-?]*[ -/]*[@-~]"
              + "|\\u001B\\][^\\u0007\\u001B]*(?:\\u0007|\\u001B\\\\)?"
              + "|\\u001B[ -/]*[0-~]?"
              + "|[\\p{Cc}&&[^\\t]]");

  /** The text without colours and all else that terminals obey and do not show; tabs stay. */
  public String plainText() {
    return UNSHOWN.matcher(text).replaceAll("");
  }
}
