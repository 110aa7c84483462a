package dev.harness.images.store;

import dev.harness.images.reference.Digest;
import java.nio.file.Path;

/**
 * The bytes from which a layer was unpacked, kept beside its tree.
 *
 * @param digest their digest
 * @param file where they are, as long as the layer is leased
 */
public record KeptBlob(Digest digest, Path file) {}
