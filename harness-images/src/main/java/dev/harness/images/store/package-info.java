/**
 * What is on disk: blobs, layer trees and image records, published atomically and shared by
 * several engines under file locks.
 *
 * <p>Read {@code Store} first. May use {@code reference}, {@code stream}, {@code json} and
 * {@code store.disk}.
 */
@NullMarked
package dev.harness.images.store;

import org.jspecify.annotations.NullMarked;
