package dev.harness.images.layer.unpack;

/**
 * What came out of unpacking a layer.
 *
 * @param entries how many entries its archive has
 * @param fileBytes the bytes of its files, which is what Docker counts as an image's size
 * @param skippedDevices device nodes that were left out
 */
public record AppliedLayer(long entries, long fileBytes, long skippedDevices) {}
