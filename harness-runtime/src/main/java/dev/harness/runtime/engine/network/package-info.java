/**
 * The networks of an engine: those it has from the start, and those that users make; the links in
 * them that tests have opened.
 *
 * <p>Read {@code Networks} first, {@code LinkFaults} about links. May use {@code engine.request},
 * {@code net} with its {@code out} and {@code relay}, and {@code linux}; who is in which network while it does not run, {@code engine.start} knows.
 */
@NullMarked
package dev.harness.runtime.engine.network;

import org.jspecify.annotations.NullMarked;
