package dev.harness.runtime.api.image;

import dev.harness.images.Image;
import dev.harness.images.reference.Reference;
import dev.harness.runtime.api.http.Filters;
import dev.harness.runtime.api.http.RefusedRequest;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.Set;
import java.util.regex.PatternSyntaxException;

/** Decides which images a list shows. */
final class ImageFilter {
  /** What can be filtered by. */
  static final Set<String> NAMES = Set.of("reference", "label", "dangling");

  private final Filters filters;

  ImageFilter(Filters filters) {
    this.filters = filters;
  }

  boolean accepts(Image image) {
    return filters.labels(image.config().labels())
        && filters.any("dangling", wanted -> Filters.isTrue(wanted) == image.tags().isEmpty())
        && filters.any("reference", wanted -> isNamed(image, wanted));
  }

  /** Patterns have {@code *} and {@code ?}, for a name with or without its tag. */
  private static boolean isNamed(Image image, String wanted) {
    PathMatcher pattern = pattern(wanted);
    return image.tags().stream()
        .anyMatch(
            tag ->
                pattern.matches(Path.of(tag))
                    || pattern.matches(Path.of(Reference.parse(tag).familiarRepository())));
  }

  private static PathMatcher pattern(String wanted) {
    try {
      return FileSystems.getDefault().getPathMatcher("glob:" + wanted);
    } catch (PatternSyntaxException e) {
      throw RefusedRequest.malformed("invalid filter 'reference=" + wanted + "': no pattern", e);
    }
  }
}
