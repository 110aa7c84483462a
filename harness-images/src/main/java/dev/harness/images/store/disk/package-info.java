/**
 * Files on a disk that may fail: durable writes, removal of trees, what to do on a full disk.
 *
 * <p>Read {@code DurableFiles} first. Knows nothing of images; for {@code store} alone.
 */
@NullMarked
package dev.harness.images.store.disk;

import org.jspecify.annotations.NullMarked;
