package dev.harness.images.debian;

import java.nio.file.Path;

/**
 * A downloaded package.
 *
 * @param identity which one
 * @param file its {@code .deb}, with the content that the identity's hash says
 */
public record PackageFile(DebianPackage identity, Path file) {}
