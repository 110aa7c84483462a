/**
 * The standard streams between a process and the engine: pipes or a terminal, and who types what a
 * container reads.
 *
 * <p>Read {@code ProcessStreams} first, then {@code ContainerInput}. May use {@code engine.output},
 * {@code launch}, {@code linux}, {@code linux.file}, {@code linux.socket} and
 * {@code linux.terminal}.
 */
@NullMarked
package dev.harness.runtime.engine.stream;

import org.jspecify.annotations.NullMarked;
