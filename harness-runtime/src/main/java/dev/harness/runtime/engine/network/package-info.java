/**
 * The networks of an engine: those it has from the start, and those that users make.
 *
 * <p>Read {@code Networks} first. May use {@code engine.request}, {@code net} and {@code linux}; who
 * is in which network while it does not run, {@code engine.start} knows.
 */
@NullMarked
package dev.harness.runtime.engine.network;

import org.jspecify.annotations.NullMarked;
