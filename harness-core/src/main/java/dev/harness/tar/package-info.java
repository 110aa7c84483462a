/**
 * Tar archives as the engine's API takes and gives them: files that are copied into and out of
 * containers. Just as much of POSIX.1-2001 as that needs.
 *
 * <p>Uses nothing but the JDK.
 */
@NullMarked
package dev.harness.tar;

import org.jspecify.annotations.NullMarked;
