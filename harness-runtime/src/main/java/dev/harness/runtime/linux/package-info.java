/**
 * The way into the kernel: system calls by name, descriptors, errno, failures that say which call
 * it was. The calls themselves are in the packages below, by what they are about. Knows no
 * container.
 *
 * <p>Read {@code Kernel} first; it, {@code Calls} and {@code NativeMemory} are for the packages
 * below only, so that raw numbers and jffi's types never leave them. May use jffi, which comes with jnr.
 */
@NullMarked
package dev.harness.runtime.linux;

import org.jspecify.annotations.NullMarked;
