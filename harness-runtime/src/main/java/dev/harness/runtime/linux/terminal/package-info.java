/**
 * Pseudo terminals, seen from the side of the one who made them.
 *
 * <p>Read {@code Terminal} first. May use {@code linux}.
 */
@NullMarked
package dev.harness.runtime.linux.terminal;

import org.jspecify.annotations.NullMarked;
