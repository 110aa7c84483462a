package dev.harness.images.change;

/**
 * A configuration after a change.
 *
 * @param description the change as the history of images tells it, with variables replaced
 */
public record Changed(RunConfig config, String description) {}
