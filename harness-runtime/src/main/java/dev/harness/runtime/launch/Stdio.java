package dev.harness.runtime.launch;

import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.linux.terminal.TerminalSize;
import java.util.List;

/**
 * The standard streams of a process; borrowed: whoever made the descriptors closes them when the
 * process was started.
 */
public sealed interface Stdio {

  /** What the launcher must have open. */
  List<Fd> all();

  /**
   * Three streams. Pipes are given to the user of the process, so that it can open {@code
   * /dev/stdout} (C13).
   *
   * @param in what the process reads
   * @param out what it writes
   * @param err what it complains to
   */
  record Streams(Fd in, Fd out, Fd err) implements Stdio {
    @Override
    public List<Fd> all() {
      return List.of(in, out, err);
    }
  }

  /**
   * A new terminal of the container's own, which is all three (C33).
   *
   * @param channel over which the engine's side of it comes, once the process exists
   * @param size at the beginning
   */
  record OnTerminal(Fd channel, TerminalSize size) implements Stdio {
    @Override
    public List<Fd> all() {
      return List.of(channel);
    }
  }
}
