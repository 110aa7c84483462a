/**
 * Static executables made of system calls, per architecture: a short list of instructions, the
 * machine code for it, the ELF file around it.
 *
 * <p>Read {@code Code} first. May use {@code linux}.
 */
@NullMarked
package dev.harness.runtime.linux.elf;

import org.jspecify.annotations.NullMarked;
