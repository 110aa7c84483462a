/**
 * What streams of images have in common, whatever they do with the bytes that pass.
 *
 * <p>Uses nothing but the JDK.
 */
@NullMarked
package dev.harness.images.stream;

import org.jspecify.annotations.NullMarked;
