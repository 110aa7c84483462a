package dev.harness.images;

import dev.harness.images.reference.Digest;
import java.io.InputStream;
import java.util.function.Supplier;

/**
 * Where the bytes of one layer come from.
 *
 * @param diffId the digest of its plain archive
 * @param id what progress calls the layer
 * @param sizeBytes how many bytes will come
 * @param open opens the bytes, which verify themselves
 */
record LayerSource(Digest diffId, String id, long sizeBytes, Supplier<InputStream> open) {}
