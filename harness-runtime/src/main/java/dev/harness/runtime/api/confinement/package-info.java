/**
 * What a request for a container says of its rights, surroundings and log, as the API writes it, and
 * what the engine makes of it.
 *
 * <p>Read {@code ConfinementTranslation} first. May use {@code api.http}, {@code engine.request},
 * {@code linux.process}, {@code linux.seccomp}, the records of {@code engineapi} and Jackson.
 */
@NullMarked
package dev.harness.runtime.api.confinement;

import org.jspecify.annotations.NullMarked;
