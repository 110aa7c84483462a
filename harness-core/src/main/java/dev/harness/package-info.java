/**
 * What users call: specifications of containers, running containers, waits.
 *
 * <p>Read {@code ContainerSpec} first. May use {@code engineapi}, {@code engineapi.client},
 * {@code locate} and {@code tar}.
 */
@NullMarked
package dev.harness;

import org.jspecify.annotations.NullMarked;
