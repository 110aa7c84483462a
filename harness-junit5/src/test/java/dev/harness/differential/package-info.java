/**
 * The same requests to dockerd and to our engine, and what was different. Read {@code
 * DifferentialIT} first.
 */
@NullMarked
package dev.harness.differential;

import org.jspecify.annotations.NullMarked;
