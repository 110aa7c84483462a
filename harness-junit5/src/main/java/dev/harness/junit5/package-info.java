/**
 * Containers declared by annotation: the annotation, the extension behind it, reports of
 * failures. Start with {@code Container}, then {@code ContainerExtension}.
 *
 * <p>May use {@code dev.harness}, {@code timeline}, JUnit's API for extensions, its support for
 * annotations and the failures that they throw.
 */
@NullMarked
package dev.harness.junit5;

import org.jspecify.annotations.NullMarked;
