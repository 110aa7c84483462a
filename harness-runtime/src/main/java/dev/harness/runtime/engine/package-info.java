/**
 * The life of containers: create, start, stop, remove; exec, logs, events. The only package
 * that joins {@code launch}, {@code fs} and {@code net}.
 *
 * <p>Read {@code Engine} first. May use {@code launch}, {@code fs}, {@code net}, {@code linux} and
 * {@code images}.
 */
@NullMarked
package dev.harness.runtime.engine;

import org.jspecify.annotations.NullMarked;
