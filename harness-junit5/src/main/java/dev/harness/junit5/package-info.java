/**
 * Containers declared by annotation: the annotation, the extension behind it, reports of
 * failures. Start with {@code Container}, then {@code ContainerExtension}.
 *
 * <p>May use {@code dev.harness}, {@code dev.harness.timeline}, {@code locate.user} for settings,
 * JUnit's API for extensions and its support for annotations.
 */
@NullMarked
package dev.harness.junit5;

import org.jspecify.annotations.NullMarked;
