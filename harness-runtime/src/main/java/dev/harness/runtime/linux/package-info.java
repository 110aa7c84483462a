/**
 * System calls with types: descriptors, errno, namespaces, mounts, sockets, processes. Knows
 * no container. Raw numbers and jnr types never leave this package.
 *
 * <p>Read {@code Kernel} first. May use jnr.
 */
@NullMarked
package dev.harness.runtime.linux;

import org.jspecify.annotations.NullMarked;
