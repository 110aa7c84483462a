/**
 * HTTP routes of the Docker Engine API: request to engine call, result to JSON. Holds no
 * state.
 *
 * <p>Read {@code Routes} first: a {@code …Routes} class for each resource, a {@code …Translation}
 * for what comes in, a {@code …View} for what goes out. May use {@code api.http}, {@code engine},
 * {@code images}, {@code engineapi}, and the value types of {@code net}, {@code fs} and
 * {@code linux}.
 */
@NullMarked
package dev.harness.runtime.api;

import org.jspecify.annotations.NullMarked;
