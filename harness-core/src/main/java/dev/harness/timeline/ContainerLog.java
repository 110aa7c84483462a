package dev.harness.timeline;

import java.util.ArrayList;
import java.util.List;
import org.apiguardian.api.API;

/**
 * The last lines that a container wrote. They are as hostile as the container.
 *
 * @param container its name and image, for people
 * @param lines each cut when it is too long
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record ContainerLog(Lane lane, String container, List<String> lines) {
  /** How many lines are kept. */
  public static final int LINES = 500;

  private static final int LONGEST_LINE = 2000;
  private static final int MOST_CHARACTERS = 200_000;

  /** Copies the lines. */
  public ContainerLog {
    lines = List.copyOf(lines);
  }

  /** Keeps the end of a text of lines. */
  public static ContainerLog of(Lane lane, String container, String text) {
    List<String> all = text.stripTrailing().lines().toList();
    List<String> lines = new ArrayList<>();
    int characters = 0;
    for (int i = all.size() - 1; i >= 0 && lines.size() < LINES; i--) {
      String line = LongText.begin(all.get(i), LONGEST_LINE);
      characters += line.length();
      if (characters > MOST_CHARACTERS) {
        break;
      }
      lines.add(0, line);
    }
    return new ContainerLog(lane, container, lines);
  }

  int characters() {
    return lines.stream().mapToInt(String::length).sum();
  }
}
