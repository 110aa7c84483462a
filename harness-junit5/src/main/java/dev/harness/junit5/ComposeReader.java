package dev.harness.junit5;

import dev.harness.compose.Composition;
import dev.harness.junit5.declare.Place;
import dev.harness.junit5.declare.ResourcePlan;
import dev.harness.junit5.text.Amounts;
import dev.harness.junit5.text.Pair;
import dev.harness.junit5.text.Placeholders;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Reads what {@code @Compose} says. */
final class ComposeReader {
  private final Placeholders placeholders;

  ComposeReader(Placeholders placeholders) {
    this.placeholders = placeholders;
  }

  /** Reads it with the files that it names; refuses what is wrong there. */
  ResourcePlan plan(Compose annotation, Place place) {
    try {
      Composition composition = composition(annotation);
      List<String> unused = composition.services();
      return new ResourcePlan.OfComposition(composition);
    } catch (IllegalArgumentException e) {
      throw place.refused(e);
    }
  }

  private Composition composition(Compose annotation) {
    Path[] files =
        Arrays.stream(annotation.value())
            .map(file -> Path.of(placeholders.filled(file)))
            .toArray(Path[]::new);
    Composition composition =
        Composition.of(files).profile(annotation.profiles()).service(annotation.services());
    for (String text : annotation.env()) {
      Pair variable = Pair.assignment(text, "NAME=value");
      composition = composition.env(variable.first(), placeholders.filled(variable.second()));
    }
    if (annotation.fixedPorts()) {
      composition = composition.fixedPorts();
    }
    return annotation.startupTimeout().isEmpty()
        ? composition
        : composition.startupTimeout(
            Amounts.time(placeholders.filled(annotation.startupTimeout())));
  }
}
