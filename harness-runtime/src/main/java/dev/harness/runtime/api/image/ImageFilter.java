package dev.harness.runtime.api.image;

import dev.harness.images.Image;
import dev.harness.images.reference.Reference;
import dev.harness.runtime.api.http.Filters;
import dev.harness.runtime.api.http.RefusedRequest;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.PatternSyntaxException;

/** Decides which images a list shows, by which of their names. */
final class ImageFilter {
  /** What can be filtered by. */
  static final Set<String> NAMES = Set.of("reference", "label", "dangling");

  private final Filters filters;

  ImageFilter(Filters filters) {
    this.filters = filters;
  }

  /** The image with the names that were asked for, if it is to be shown. */
  Optional<Image> shown(Image image) {
    boolean wanted =
        filters.labels(image.config().labels())
            && filters.any("dangling", wish -> Filters.isTrue(wish) == image.tags().isEmpty());
    if (!wanted || filters.values("reference").isEmpty()) {
      return wanted ? Optional.of(image) : Optional.empty();
    }
    List<String> tags = image.tags().stream().filter(this::isWanted).toList();
    List<String> digests = image.digests().stream().filter(this::isWanted).toList();
    return tags.isEmpty() && digests.isEmpty()
        ? Optional.empty()
        : Optional.of(image.withNames(tags, digests));
  }

  /** Patterns have {@code *} and {@code ?}, for a name with or without its tag or digest. */
  private boolean isWanted(String name) {
    Path whole = Path.of(name);
    Path repository = Path.of(Reference.parse(name).familiarRepository());
    return filters.any(
        "reference",
        wish -> {
          PathMatcher pattern = pattern(wish);
          return pattern.matches(whole) || pattern.matches(repository);
        });
  }

  private static PathMatcher pattern(String wanted) {
    try {
      return FileSystems.getDefault().getPathMatcher("glob:" + wanted);
    } catch (PatternSyntaxException e) {
      throw RefusedRequest.malformed("invalid filter 'reference=" + wanted + "': no pattern", e);
    }
  }
}
