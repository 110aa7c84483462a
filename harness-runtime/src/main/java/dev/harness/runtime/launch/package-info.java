/**
 * A container start as a program: steps, the plan that lists them, the process that runs them.
 *
 * <p>Read {@code Program} first. May use {@code linux}, {@code linux.elf} and {@code
 * linux.seccomp}.
 */
@NullMarked
package dev.harness.runtime.launch;

import org.jspecify.annotations.NullMarked;
