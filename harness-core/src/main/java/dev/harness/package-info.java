/**
 * What users call: specifications of containers, running containers, waits.
 *
 * <p>Read {@code ContainerSpec} first. May use {@code engineapi} and {@code locate} with
 * what is below them, and {@code tar}.
 */
@NullMarked
package dev.harness;

import org.jspecify.annotations.NullMarked;
