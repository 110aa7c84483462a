package dev.harness.images;

import dev.harness.images.manifest.ImageConfig;
import dev.harness.images.reference.Digest;

/** x. */
public record Image(Digest id, ImageConfig config) {}
