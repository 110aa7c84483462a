/**
 * Strict reading of small JSON documents whose authors are strangers: bounded, without duplicate
 * keys, every value of the expected type.
 *
 * <p>Read {@code JsonObject} first. Uses jackson and nothing of ours.
 */
@NullMarked
package dev.harness.images.json;

import org.jspecify.annotations.NullMarked;
