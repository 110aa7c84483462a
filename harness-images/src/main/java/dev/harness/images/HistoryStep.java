package dev.harness.images;

import dev.harness.images.manifest.HistoryEntry;

/**
 * One step of an image's history with what it left.
 *
 * @param sizeBytes the bytes of its layer's files; 0 when it left none
 */
public record HistoryStep(HistoryEntry entry, long sizeBytes) {}
