package dev.harness.images.departure;

import dev.harness.images.reference.Digest;

/**
 * What a registry has after a push.
 *
 * @param tag under which tag
 * @param digest the digest of the manifest
 * @param sizeBytes how long the manifest is
 */
public record PushedImage(String tag, Digest digest, long sizeBytes) {}
