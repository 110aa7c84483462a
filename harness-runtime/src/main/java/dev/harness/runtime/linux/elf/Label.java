package dev.harness.runtime.linux.elf;

/**
 * A place in the code that instructions jump to.
 *
 * @param number its own in one program
 */
public record Label(int number) {}
