/**
 * What users call: specifications of containers, running containers, waits.
 *
 * <p>Read {@code ContainerSpec} first. What else users see is beside it; the packages
 * below are the machinery. May use all of them.
 */
@NullMarked
package dev.harness;

import org.jspecify.annotations.NullMarked;
