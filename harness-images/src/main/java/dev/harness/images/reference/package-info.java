/**
 * Names, tags, digests, platforms and media types of images: values, checked on construction.
 *
 * <p>Uses nothing but {@code stream}.
 */
@NullMarked
package dev.harness.images.reference;

import org.jspecify.annotations.NullMarked;
