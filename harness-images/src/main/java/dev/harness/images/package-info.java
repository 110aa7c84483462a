/**
 * The images that are here: what can be asked of them and done with them.
 *
 * <p>Read {@code Images} first. May use every package below it; how images come and go is in {@code
 * arrival} and {@code push}.
 */
@NullMarked
package dev.harness.images;

import org.jspecify.annotations.NullMarked;
