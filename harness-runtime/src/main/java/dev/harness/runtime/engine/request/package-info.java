/**
 * What callers of the engine ask for: containers and execs, checked for their form and merged with
 * the configuration of an image; and how a request is refused.
 *
 * <p>Read {@code CreateContainer} first, then {@code ConfigMerge}. May use {@code images.manifest}
 * and the value types of {@code net}, {@code cgroup}, {@code linux.process}, {@code linux.seccomp}
 * and {@code linux.terminal}.
 */
@NullMarked
package dev.harness.runtime.engine.request;

import org.jspecify.annotations.NullMarked;
