/**
 * The check of a whole store: finds what is damaged or missing, and repairs it by removal.
 *
 * <p>Read {@code StoreCheck} first. May use {@code store}, {@code layer.record}, {@code manifest}
 * and {@code reference}.
 */
@NullMarked
package dev.harness.images.store.check;

import org.jspecify.annotations.NullMarked;
