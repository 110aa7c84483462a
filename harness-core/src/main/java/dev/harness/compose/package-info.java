/**
 * Containers that compose files declare. Start with {@code Composition}; {@code CompositionStart}
 * brings it to life.
 *
 * <p>May use {@code dev.harness} as any test does, {@code follow} to wait for threads, and the packages
 * below.
 */
@NullMarked
package dev.harness.compose;

import org.jspecify.annotations.NullMarked;
