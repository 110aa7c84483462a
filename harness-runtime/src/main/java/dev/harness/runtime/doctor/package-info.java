/**
 * What this machine can do for containers: each check with its evidence and what to do about it.
 * Read {@code MachineChecks} first, then {@code MountChecks}. May use {@code cgroup}.
 */
@NullMarked
package dev.harness.runtime.doctor;

import org.jspecify.annotations.NullMarked;
