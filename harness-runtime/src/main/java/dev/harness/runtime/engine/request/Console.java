package dev.harness.runtime.engine.request;

import dev.harness.runtime.linux.terminal.TerminalSize;

/**
 * How others talk with the first process of a container while it runs.
 *
 * @param terminal whether its streams are a terminal of its own (C33)
 * @param size of that terminal at the beginning
 * @param openInput whether it can be given standard input
 * @param inputOnce whether its input ends with that of the first who gives it any
 * @param attachInput whether who created it meant to attach to its input; tells nothing else, and so
 *     do the next two
 */
public record Console(
    boolean terminal,
    TerminalSize size,
    boolean openInput,
    boolean inputOnce,
    boolean attachInput,
    boolean attachOutput,
    boolean attachErrors) {
  /** Nobody talks with it; what it writes is heard all the same. */
  public static final Console NONE =
      new Console(false, TerminalSize.UNKNOWN, false, false, false, false, false);
}
