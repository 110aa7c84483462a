package dev.harness.runtime.engine.process;

import java.time.Duration;
import java.time.Instant;

/**
 * One process at one moment.
 *
 * @param pid as the engine sees it, and so the parent's
 * @param uid as the engine sees it
 * @param user what to call the one whose it is
 * @param state one letter, as in {@code proc(5)}
 * @param terminal such as {@code pts/0}; {@code ?} without one
 * @param nice from -20 to 19
 * @param command what it executes with its arguments, or its name in brackets
 * @param name of at most 15 letters
 */
public record ContainerProcess(
    int pid,
    int parent,
    long uid,
    String user,
    char state,
    String terminal,
    int nice,
    Instant started,
    Duration processorTime,
    long virtualBytes,
    long residentBytes,
    String command,
    String name) {

  /** The same process, whose user is called so. */
  public ContainerProcess of(String named) {
    return new ContainerProcess(
        pid,
        parent,
        uid,
        named,
        state,
        terminal,
        nice,
        started,
        processorTime,
        virtualBytes,
        residentBytes,
        command,
        name);
  }
}
