package dev.harness.runtime.launch;

import dev.harness.runtime.linux.Fd;
import java.util.List;

/**
 * The standard streams of a process; borrowed: whoever made the descriptors closes them when the
 * process was started.
 *
 * <p>Pipes are given to the user of the process, so that it can open {@code /dev/stdout} (C13).
 *
 * @param in what the process reads
 * @param out what it writes
 * @param err what it complains to
 */
public record Stdio(Fd in, Fd out, Fd err) {

  List<Fd> all() {
    return List.of(in, out, err);
  }
}
