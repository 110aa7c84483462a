/**
 * From a plan to a process: what a container or an exec needs, the program made from it, the
 * launcher that runs the program, the child that it ends in. Also the programs that boot the
 * engine.
 *
 * <p>Read {@code Launcher} first. May use {@code launch.program} and {@code linux} with
 * {@code elf}, {@code file}, {@code process}, {@code seccomp} and {@code terminal}.
 */
@NullMarked
package dev.harness.runtime.launch;

import org.jspecify.annotations.NullMarked;
