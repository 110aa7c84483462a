/**
 * What the processes of containers write: carried to whoever listens, and kept in a container's
 * log. May use {@code linux}; knows no container.
 *
 * <p>Read {@code OutputSink} first.
 */
@NullMarked
package dev.harness.runtime.engine.output;

import org.jspecify.annotations.NullMarked;
