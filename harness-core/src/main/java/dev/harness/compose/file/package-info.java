/**
 * Compose files as one: variables in their places, short forms written out, services extended, later
 * files merged into earlier ones. What the values mean is not known here. Start with {@code
 * ComposeFiles}.
 *
 * <p>May use {@code compose.yaml} and {@code compose.text}.
 */
@NullMarked
package dev.harness.compose.file;

import org.jspecify.annotations.NullMarked;
