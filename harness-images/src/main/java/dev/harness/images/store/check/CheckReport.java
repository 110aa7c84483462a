package dev.harness.images.store.check;

import java.util.List;

/**
 * What a check saw.
 *
 * @param images how many images there were
 * @param layers how many layers there were
 * @param problems what is wrong; none in a sound store
 */
public record CheckReport(int images, int layers, List<Problem> problems) {

  /** Copies the list. */
  public CheckReport {
    problems = List.copyOf(problems);
  }
}
