/**
 * Containers declared by annotation: the annotations, their readers, the extension behind them,
 * reports of failures. Start with {@code Container}, then {@code ContainerExtension}, then {@code
 * PlanReader}.
 *
 * <p>May use {@code dev.harness}, {@code dev.harness.compose}, {@code locate.user} for settings, {@code spec} for addresses, the
 * packages below, JUnit's API,
 * its support for annotations and the failures that they throw.
 */
@NullMarked
package dev.harness.junit5;

import org.jspecify.annotations.NullMarked;
