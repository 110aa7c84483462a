package dev.harness.runtime.engine.exec;

import dev.harness.runtime.engine.request.ContainerId;
import dev.harness.runtime.engine.request.ExecRequest;
import java.util.OptionalInt;

/**
 * All that is known of an exec at one moment.
 *
 * @param running also while it is claimed and about to start
 * @param exitCode absent before it ended; 126 or 127 when it could not start (C35)
 * @param pid as the engine sees it, 0 when it does not run
 */
public record ExecDetails(
    ExecId id,
    ContainerId container,
    ExecRequest request,
    boolean running,
    OptionalInt exitCode,
    int pid) {}
