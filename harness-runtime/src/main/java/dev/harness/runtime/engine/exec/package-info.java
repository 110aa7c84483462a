/**
 * Further processes in running containers, from their preparation to their exit code. Knows the
 * parts of a container, but not its life.
 *
 * <p>Read {@code Exec} first. May use {@code engine.start}, {@code engine.request}, {@code
 * engine.output}, {@code engine.stream}, {@code fs}, {@code fs.tree}, {@code launch}, {@code linux}
 * with {@code process} and {@code terminal}.
 */
@NullMarked
package dev.harness.runtime.engine.exec;

import org.jspecify.annotations.NullMarked;
