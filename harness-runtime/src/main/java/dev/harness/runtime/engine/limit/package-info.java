/**
 * What limits a running container and counts what it uses: its control group, or where there is
 * none the figures of its processes.
 *
 * <p>Read {@code ContainerLimits} first. May use {@code engine.request}, {@code
 * engine.process}, {@code cgroup} and {@code linux.process}.
 */
@NullMarked
package dev.harness.runtime.engine.limit;

import org.jspecify.annotations.NullMarked;
