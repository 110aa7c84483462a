package dev.harness.images.arrival;

import dev.harness.images.reference.Digest;

/**
 * One layer that is to come.
 *
 * @param diffId the digest of its plain archive
 * @param id what progress calls the layer
 * @param sizeBytes how many bytes will come
 * @param origin where they come from
 */
record LayerSource(Digest diffId, String id, long sizeBytes, LayerOrigin origin) {}
