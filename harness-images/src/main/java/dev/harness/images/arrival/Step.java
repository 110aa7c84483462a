package dev.harness.images.arrival;

import java.time.Instant;

/**
 * What an image that is made here remembers of it, each empty when nobody said it.
 *
 * @param created when
 * @param createdBy the command that made the files
 * @param author who
 * @param comment what the author says
 */
public record Step(Instant created, String createdBy, String author, String comment) {}
