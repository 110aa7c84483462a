/**
 * Processes: spawned, signalled, awaited by descriptor; what they are allowed; the namespaces that
 * they are in.
 *
 * <p>Read {@code Processes} first. May use {@code linux}.
 */
@NullMarked
package dev.harness.runtime.linux.process;

import org.jspecify.annotations.NullMarked;
