/**
 * What test classes declare, as values: containers, networks and volumes by name, how long they
 * live, and what fields and parameters get of them. Nothing is started here. Start with {@code
 * Declarations}, then {@code DeclaredContainer}.
 *
 * <p>What is wrong is refused by an {@code ExtensionConfigurationException} that names the place.
 * May use {@code dev.harness}, {@code dev.harness.compose}, {@code dev.harness.spec}, {@code dev.harness.junit5.text} and JUnit's API.
 */
@NullMarked
package dev.harness.junit5.declare;

import org.jspecify.annotations.NullMarked;
