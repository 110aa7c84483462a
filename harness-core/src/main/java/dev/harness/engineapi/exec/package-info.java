/**
 * Records about further processes in containers.
 *
 * <p>Start with {@code CreateExecRequest}. May use {@code engineapi} and Jackson.
 */
@NullMarked
package dev.harness.engineapi.exec;

import org.jspecify.annotations.NullMarked;
