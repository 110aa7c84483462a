/**
 * Sockets, waiting for many of them at a time, and moving bytes between them inside the kernel.
 *
 * <p>Read {@code Sockets} first. May use {@code linux}.
 */
@NullMarked
package dev.harness.runtime.linux.socket;

import org.jspecify.annotations.NullMarked;
