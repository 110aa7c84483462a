/**
 * Static executables made of system calls, per architecture: machine code and the ELF file
 * around it.
 *
 * <p>May use {@code linux}.
 */
@NullMarked
package dev.harness.runtime.linux.elf;

import org.jspecify.annotations.NullMarked;
