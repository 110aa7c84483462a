/**
 * Attempts to reach a server from outside, each of which says what is missing: an answer over HTTP,
 * a query by JDBC. They know nothing of containers.
 *
 * <p>Read {@code HttpProbe} first. May use okhttp.
 */
@NullMarked
package dev.harness.probe;

import org.jspecify.annotations.NullMarked;
