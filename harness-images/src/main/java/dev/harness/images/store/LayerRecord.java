package dev.harness.images.store;

import dev.harness.images.reference.Digest;

/**
 * What the store knows about an unpacked layer besides its tree.
 *
 * @param diffId the digest of its plain archive
 * @param fileBytes the bytes of its files
 */
public record LayerRecord(Digest diffId, long fileBytes) {}
