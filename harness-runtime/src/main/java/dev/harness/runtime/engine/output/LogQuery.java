package dev.harness.runtime.engine.output;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Which part of a container's log to read (C41).
 *
 * @param tail only this many of the last lines
 * @param follow whether to go on until the container exits
 */
public record LogQuery(
    boolean stdout,
    boolean stderr,
    Optional<Instant> since,
    Optional<Instant> until,
    OptionalInt tail,
    boolean follow) {

  boolean wants(LogEntry entry) {
    boolean stream = entry.kind() == OutputStreamKind.STDOUT ? stdout : stderr;
    return stream
        && since.map(start -> !entry.time().isBefore(start)).orElse(true)
        && until.map(end -> !entry.time().isAfter(end)).orElse(true);
  }
}
