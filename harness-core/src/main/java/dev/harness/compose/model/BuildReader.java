package dev.harness.compose.model;

import dev.harness.build.ImageBuild;
import dev.harness.compose.file.Variables;
import dev.harness.compose.text.Amount;
import dev.harness.compose.yaml.Value;
import dev.harness.compose.yaml.Value.Fields;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads of what the images of services are built. */
final class BuildReader {
  /** Which steps are taken from elsewhere, and what is pulled before, changes no image. */
  private static final KnownKeys KEYS =
      KnownKeys.of(
          List.of(
              "context",
              "dockerfile",
              "dockerfile_inline",
              "args",
              "target",
              "labels",
              "no_cache",
              "pull",
              "cache_from",
              "cache_to"),
          Map.of(
              "additional_contexts", "is not supported: put the files into the context",
              "secrets", "is not supported: builds have no secrets here",
              "ssh", "is not supported: builds have no secrets here"));

  private final Path directory;
  private final Variables variables;

  /** Prepares; relative names of directories begin at {@code directory}. */
  BuildReader(Path directory, Variables variables) {
    this.directory = directory;
    this.variables = variables;
  }

  /** Reads one. */
  ImageBuild of(Value value) {
    Fields fields = value.fields();
    KEYS.require(fields);
    ImageBuild build = context(fields);
    Value target = fields.get("target");
    if (!target.isNothing()) {
      build = build.target(target.text());
    }
    for (Map.Entry<String, Value> arg : fields.get("args").fields().byName().entrySet()) {
      Optional<String> set = given(arg.getKey(), arg.getValue());
      build = set.isPresent() ? build.arg(arg.getKey(), set.get()) : build;
    }
    for (Map.Entry<String, Value> label : fields.get("labels").fields().byName().entrySet()) {
      Value text = label.getValue();
      build = build.label(label.getKey(), text.isNothing() ? "" : text.text());
    }
    Value noCache = fields.get("no_cache");
    return noCache.isNothing() || !Amount.truth(noCache.text()) ? build : build.noCache();
  }

  /** An argument without a value has that of the surroundings, if any. */
  private Optional<String> given(String name, Value value) {
    return value.isNothing() ? variables.value(name) : Optional.of(value.text());
  }

  private ImageBuild context(Fields fields) {
    Value context = fields.get("context");
    Path place = context.isNothing() ? directory : MountReader.path(context.text(), directory);
    if (!Files.isDirectory(place)) {
      throw context.wrong(place + " is no directory here, and other contexts are not supported");
    }
    ImageBuild build = ImageBuild.context(place);
    Value inline = fields.get("dockerfile_inline");
    if (!inline.isNothing()) {
      return build.file("Dockerfile", inline.text());
    }
    Value dockerfile = fields.get("dockerfile");
    return dockerfile.isNothing() ? build : build.dockerfileAt(dockerfile.text());
  }
}
