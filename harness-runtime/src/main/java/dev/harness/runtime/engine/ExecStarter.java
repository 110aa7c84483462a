package dev.harness.runtime.engine;

import java.io.InputStream;
import java.util.Optional;
import java.util.function.Supplier;

/** Starts execs. */
final class ExecStarter {
  static final int CANNOT_START = 126;

  ExecStarter(ContainerParts parts, Starter starter, Supplier<Run> run) {}

  int run(Exec exec, Optional<InputStream> stdin, OutputSink output) {
    throw new UnsupportedOperationException(exec.toString());
  }
}
