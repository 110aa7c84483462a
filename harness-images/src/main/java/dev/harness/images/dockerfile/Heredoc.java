package dev.harness.images.dockerfile;

/**
 * A document that stands in a Dockerfile.
 *
 * @param name what it ends with, and the name of the file that it becomes
 * @param content its lines, each with its end
 * @param expands whether variables in it are replaced
 */
public record Heredoc(String name, String content, boolean expands) {}
