package dev.harness.images;

/**
 * What pruning did.
 *
 * @param removed names and images that are gone
 * @param reclaimedBytes the bytes of the files of the layers that went with them
 */
public record Pruned(Removed removed, long reclaimedBytes) {}
