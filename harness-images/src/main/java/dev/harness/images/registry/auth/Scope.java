package dev.harness.images.registry.auth;

import java.util.List;
import java.util.stream.Stream;

/**
 * What a token has to allow (distribution, "Token Scope").
 *
 * @param parts one per repository
 */
public record Scope(List<String> parts) {

  /** Copies the list. */
  public Scope {
    parts = List.copyOf(parts);
  }

  /** Reading from a repository. */
  public static Scope pull(String path) {
    return new Scope(List.of(part(path, "pull")));
  }

  /** Writing to a repository, and reading from others what is mounted into it (P34). */
  public static Scope push(String path, List<String> mountedFrom) {
    return new Scope(
        Stream.concat(
                Stream.of(part(path, "pull,push")),
                mountedFrom.stream().sorted().map(from -> part(from, "pull")))
            .toList());
  }

  boolean isPush() {
    return parts.stream().anyMatch(part -> part.endsWith("push"));
  }

  private static String part(String path, String actions) {
    return "repository:" + path + ":" + actions;
  }
}
