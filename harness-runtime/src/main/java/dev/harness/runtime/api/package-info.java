/**
 * HTTP routes of the Docker Engine API: request to engine call, result to JSON. Holds no
 * state.
 *
 * <p>Read {@code Routes} first. May use {@code engine}, {@code engineapi} and Netty.
 */
@NullMarked
package dev.harness.runtime.api;

import org.jspecify.annotations.NullMarked;
