package dev.harness.build;

import dev.harness.engineapi.image.ProgressMessage;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What an engine tells of a build: its last lines, the step that it is at, and the image. */
final class BuildLog implements Consumer<ProgressMessage> {
  private static final int LINES = 40;
  private static final int MAX_LINE = 8 << 10;

  private final Deque<String> last = new ArrayDeque<>();
  private final StringBuilder open = new StringBuilder();
  private String step = "";
  private @Nullable String image;

  @Override
  public void accept(ProgressMessage message) {
    if (message.aux() != null && message.aux().has("ID")) {
      image = message.aux().path("ID").asText();
    }
    for (char each : message.stream().toCharArray()) {
      if (each == '\n' || open.length() == MAX_LINE) {
        end();
      } else {
        open.append(each);
      }
    }
  }

  private void end() {
    String line = open.toString().stripTrailing();
    open.setLength(0);
    if (line.startsWith("Step ") && line.contains(" : ")) {
      step = line;
    }
    last.add(line);
    if (last.size() > LINES) {
      last.remove();
    }
  }

  /** The image, if there is one already. */
  Optional<String> image() {
    return Optional.ofNullable(image);
  }

  /** The last step that began, as the engine shows it; empty before the first. */
  String step() {
    return step;
  }

  /** The last lines, each behind two blanks. */
  String lines() {
    StringBuilder lines = new StringBuilder();
    last.forEach(line -> lines.append("\n  ").append(line));
    if (!open.isEmpty()) {
      lines.append("\n  ").append(open);
    }
    return lines.toString();
  }
}
