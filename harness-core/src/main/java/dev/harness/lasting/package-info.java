/**
 * How runs of tests find again what earlier ones left, be it a container or a snapshot: a name for
 * equal specifications, and a lock so that only one run at a time looks and makes.
 *
 * <p>Read {@code SpecHash} first. May use {@code digest}, {@code engineapi}, {@code engineapi.container},
 * {@code files} and Jackson.
 */
@NullMarked
package dev.harness.lasting;

import org.jspecify.annotations.NullMarked;
