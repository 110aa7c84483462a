/**
 * Which system calls a container may make: profiles as text or JSON, BPF programs made from them.
 *
 * <p>Read {@code SeccompProfile} first. May use Jackson, {@code linux} and, for capabilities,
 * {@code linux.process}.
 */
@NullMarked
package dev.harness.runtime.linux.seccomp;

import org.jspecify.annotations.NullMarked;
