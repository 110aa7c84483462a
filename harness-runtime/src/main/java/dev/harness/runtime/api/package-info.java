/**
 * The Docker Engine API: HTTP request to engine call, result to JSON. Holds no state. The routes
 * of a resource are a package below; those of the engine itself and of events are here, as are the
 * status codes of all failures.
 *
 * <p>Read {@code Routes} first. May use the packages below, {@code engine}, {@code images},
 * {@code engineapi}, the values of {@code cgroup}, and the failures of {@code net}, {@code fs}, {@code launch} and {@code
 * linux}.
 */
@NullMarked
package dev.harness.runtime.api;

import org.jspecify.annotations.NullMarked;
