package dev.harness.runtime.engine.output;

import java.time.Instant;

/**
 * A piece of output of a container: a line with its end, or a part of a line of more than 16 KiB.
 *
 * @param time when the engine read its last byte
 */
@SuppressWarnings("ArrayRecordComponent") // compared nowhere; copying each would cost
public record LogEntry(Instant time, OutputStreamKind kind, byte[] bytes) {}
