package dev.harness.compose.model;

import dev.harness.ContainerSpec;
import dev.harness.compose.file.Variables;
import dev.harness.compose.yaml.Value;
import dev.harness.compose.yaml.Value.Fields;
import dev.harness.files.FileSource;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Reads the configurations and secrets that services get as files. */
final class FileReader {
  private static final String ONLY_FILES =
      "is not supported: only a file, a content or a variable (environment) is";
  private static final KnownKeys USE_KEYS =
      KnownKeys.of(
          List.of("source", "target", "mode"),
          Map.of(
              "uid",
              "is not supported: files belong to root",
              "gid",
              "is not supported: files belong to root"));
  private static final KnownKeys KEYS =
      KnownKeys.of(
          List.of("file", "content", "environment", "name", "labels"),
          Map.of(
              "external", ONLY_FILES,
              "driver", ONLY_FILES,
              "template_driver", ONLY_FILES));

  private final String kind;
  private final String place;
  private final Fields declared;
  private final Path directory;
  private final Variables variables;

  /**
   * Prepares.
   *
   * @param kind {@code configs} or {@code secrets}
   * @param place the directory where services find them if nothing else is said
   * @param declared by their names
   */
  FileReader(String kind, String place, Fields declared, Path directory, Variables variables) {
    this.kind = kind;
    this.place = place;
    this.declared = declared;
    this.directory = directory;
    this.variables = variables;
  }

  /** Gives a service those that it uses. */
  ContainerSpec given(ContainerSpec base, Value uses) {
    return uses.onto(base, (spec, use) -> given(spec, use.fields()));
  }

  private ContainerSpec given(ContainerSpec spec, Fields use) {
    USE_KEYS.require(use);
    String name = use.get("source").text();
    if (!declared.byName().containsKey(name)) {
      throw use.get("source").wrong("names %s, which no %s declare".formatted(name, kind));
    }
    Value target = use.get("target");
    String to = target.isNothing() ? name : target.text();
    String path = to.startsWith("/") ? to : place + to;
    return declared
        .get(name)
        .read(kind + "." + name, file -> given(spec, file.fields(), use.get("mode"), path));
  }

  /** Mounts what is a file here, and copies what is none, or is to have other rights. */
  private ContainerSpec given(ContainerSpec spec, Fields file, Value mode, String path) {
    KEYS.require(file);
    Value here = file.get("file");
    if (here.isNothing()) {
      FileSource text = FileSource.text(text(file));
      return spec.copy(mode.isNothing() ? text : text.mode(rights(mode)), path);
    }
    Path source = MountReader.path(here.text(), directory);
    return mode.isNothing()
        ? spec.bindReadOnly(source, path)
        : spec.copy(FileSource.path(source).mode(rights(mode)), path);
  }

  private String text(Fields file) {
    Value content = file.get("content");
    Value variable = file.get("environment");
    if (!content.isNothing() || variable.isNothing()) {
      return content.text();
    }
    return variables
        .value(variable.text())
        .orElseThrow(
            () -> variable.wrong("the variable %s has no value".formatted(variable.text())));
  }

  private static int rights(Value mode) {
    return Integer.parseInt(mode(mode), 8);
  }

  /** Reads rights, as {@code 0440}. */
  static String mode(Value value) {
    if (!value.text().matches("(?:0o?)?[0-7]{3,4}")) {
      throw value.wrong("'%s' are no rights; write them like 0440".formatted(value.text()));
    }
    return value.text().replace("o", "");
  }
}
