/**
 * Records of the Docker Engine API, one file per resource: JSON in and out, no I/O. Absent
 * and {@code null} are the same; both become {@code Optional} or an empty collection in the
 * constructor.
 *
 * <p>May use Jackson.
 */
@NullMarked
package dev.harness.engineapi;

import org.jspecify.annotations.NullMarked;
