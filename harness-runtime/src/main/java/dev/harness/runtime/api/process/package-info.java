/**
 * Routes to the processes in containers: what they wrote, and further ones that read and write
 * while a client listens.
 *
 * <p>Read {@code ExecRoutes} first, then {@code LogAnswer}. May use {@code api.http} with its
 * {@code stream}, {@code engine} with {@code exec}, {@code request}, {@code output}, {@code stream}
 * and {@code process}, {@code linux.terminal}, and {@code engineapi} with {@code exec} and
 * {@code container}.
 */
@NullMarked
package dev.harness.runtime.api.process;

import org.jspecify.annotations.NullMarked;
