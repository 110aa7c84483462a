/**
 * Routes to the processes in containers: what they wrote, and further ones that read and write
 * while a client listens.
 *
 * <p>Read {@code ExecRoutes} first, then {@code LogAnswer}. May use {@code api.http} with its
 * {@code stream}, {@code engine} with {@code engine.exec}, {@code engine.request} and {@code
 * engine.output}, and {@code engineapi} with {@code exec}.
 */
@NullMarked
package dev.harness.runtime.api.process;

import org.jspecify.annotations.NullMarked;
