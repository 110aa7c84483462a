package dev.harness.runtime.engine.output;

import java.time.Instant;

/**
 * A piece of output of a container: a line with its end, or a part of one, for lines of more than
 * 16 KiB or when the rest has not come yet.
 *
 * @param time when the engine read its last byte
 * @param continuing whether it goes on with the line that the entry of this stream before began
 */
@SuppressWarnings("ArrayRecordComponent") // compared nowhere; copying each would cost
public record LogEntry(Instant time, OutputStreamKind kind, byte[] bytes, boolean continuing) {}
