/**
 * The life of containers: create, start, stop, remove; logs, events. What they are asked to be is
 * {@code engine.request}, how they start {@code engine.start}, what limits them {@code engine.limit}, what else runs in them {@code
 * engine.exec}.
 *
 * <p>Read {@code Engine} first, then {@code Lifecycle}. May use these, {@code engine.output}, {@code
 * engine.stream}, {@code engine.process}, {@code engine.network}, {@code cgroup}, {@code launch}, {@code fs} with its {@code tree}, {@code net} with its {@code out}, {@code publish}, {@code relay} and
 * {@code dns}, {@code linux} with its {@code process} and {@code terminal}, and {@code images}.
 */
@NullMarked
package dev.harness.runtime.engine;

import org.jspecify.annotations.NullMarked;
