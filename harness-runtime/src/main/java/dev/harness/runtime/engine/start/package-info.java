/**
 * What a container holds from its creation on, and what exists while a process of it runs. The
 * only package that joins {@code launch}, {@code fs} and {@code net}.
 *
 * <p>Read {@code Starter} first, then {@code ContainerParts} and {@code Run}. May use {@code
 * engine.request}, {@code engine.network}, {@code engine.output}, {@code engine.stream}, {@code
 * engine.limit}, {@code launch},
 * {@code fs}, {@code net} and {@code linux} with what is below them, and {@code images.store}.
 */
@NullMarked
package dev.harness.runtime.engine.start;

import org.jspecify.annotations.NullMarked;
