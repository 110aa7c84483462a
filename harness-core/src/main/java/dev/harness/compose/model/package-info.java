/**
 * What compose files want: services as specifications of containers, and how they hang together.
 * Start with {@code ProjectReader}, then {@code ServiceReader} and {@code ServiceKeys}.
 *
 * <p>What is not supported and would change what a service does is refused with its reason. May use
 * {@code dev.harness}, {@code build}, {@code spec} and {@code files} for what containers are to be, and {@code
 * compose.yaml}, {@code text} and {@code file}.
 */
@NullMarked
package dev.harness.compose.model;

import org.jspecify.annotations.NullMarked;
