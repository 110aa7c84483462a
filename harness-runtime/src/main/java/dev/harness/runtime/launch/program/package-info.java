/**
 * The language of the launcher: steps that name system calls, programs of steps, the code that
 * carries them out. Knows no container plan and starts nothing.
 *
 * <p>Read {@code Program} first. May use {@code linux} with {@code elf}, {@code file},
 * {@code process}, {@code seccomp} and {@code terminal}.
 */
@NullMarked
package dev.harness.runtime.launch.program;

import org.jspecify.annotations.NullMarked;
