/**
 * Whether a container works, as its health check finds out (C39).
 *
 * <p>Read {@code HealthWatch} first. May use {@code engine.exec}, {@code engine.output} and {@code
 * engine.request}.
 */
@NullMarked
package dev.harness.runtime.engine.health;

import org.jspecify.annotations.NullMarked;
