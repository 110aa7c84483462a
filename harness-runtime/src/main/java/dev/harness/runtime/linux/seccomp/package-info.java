/**
 * Seccomp profiles and the BPF programs made from them.
 *
 * <p>May use {@code linux}.
 */
@NullMarked
package dev.harness.runtime.linux.seccomp;

import org.jspecify.annotations.NullMarked;
