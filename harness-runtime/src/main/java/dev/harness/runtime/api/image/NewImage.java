package dev.harness.runtime.api.image;

import dev.harness.images.reference.Reference;
import dev.harness.runtime.api.http.Query;
import dev.harness.runtime.api.http.RefusedRequest;
import java.util.Optional;

/** What requests say about an image that is made here. */
final class NewImage {
  private NewImage() {}

  /** The name of {@code repo} and {@code tag}; a tag alone names nothing, as with Docker. */
  static Optional<Reference> name(Query query) {
    Optional<Reference> name =
        query
            .text("repo")
            .map(repo -> query.text("tag").map(tag -> repo + ":" + tag).orElse(repo))
            .map(Reference::parse);
    if (name.flatMap(Reference::digest).isPresent()) {
      throw RefusedRequest.malformed("refusing to create a tag with a digest reference");
    }
    return name;
  }
}
