/**
 * What lives as long as contexts of JUnit, and how it comes to life: the engine of the run, what
 * belongs to a class or a test. Start with {@code ContextStart}, then {@code Belongings}.
 *
 * <p>May use {@code dev.harness}, {@code dev.harness.compose}, {@code dev.harness.junit5.declare}, {@code
 * text}, {@code timeline} and JUnit's API for extensions.
 */
@NullMarked
package dev.harness.junit5.life;

import org.jspecify.annotations.NullMarked;
