package dev.harness.runtime.launch.program;

import dev.harness.runtime.linux.Architecture;
import java.util.ArrayList;
import java.util.List;

/**
 * Steps that are carried out in their order until one fails.
 *
 * @param reports the descriptor on which failures are reported
 * @param steps what the program does
 */
public record Program(int reports, List<Step> steps) {
  /** The first byte of the report of a failed step: its number and the errno follow. */
  public static final byte FAILED = 'F';

  /** The first byte of the report of a new process: its id and zero follow. */
  public static final byte CLONED = 'C';

  /** Copies the steps. */
  public Program {
    steps = List.copyOf(steps);
  }

  /** All steps in the order of their numbers; that of the first is 1. */
  public List<Step> numbered() {
    List<Step> all = new ArrayList<>();
    collect(steps, all);
    return all;
  }

  private static void collect(List<Step> steps, List<Step> all) {
    for (Step step : steps) {
      all.add(step);
      collect(step.branch(), all);
    }
  }

  /** The program as a static executable. */
  public byte[] executable(Architecture architecture) {
    Emitter emitter = new Emitter(reports);
    emitter.emit(steps);
    return emitter.finish(architecture);
  }

  /** One numbered line for each step. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    int number = 0;
    for (Step step : numbered()) {
      text.append("%3d  %s\n".formatted(++number, step.describe()));
    }
    return text.toString();
  }
}
