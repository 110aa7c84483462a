package dev.harness.runtime.engine.request;

import java.util.List;

/** What the kernel can hand to a process: texts that hold no NUL, which would end them early. */
public final class CommandText {
  private CommandText() {}

  /**
   * Checks texts of a request or an image.
   *
   * @param what names them in the message
   * @throws EngineException.InvalidRequest when one holds a NUL
   */
  public static void check(String what, List<String> texts) {
    for (String text : texts) {
      if (text.indexOf('\0') >= 0) {
        throw new EngineException.InvalidRequest(
            "%s holds a NUL byte: \"%s\"".formatted(what, text.replace("\0", "\\0")));
      }
    }
  }
}
