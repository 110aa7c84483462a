package dev.harness.images.dockerfile;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A Dockerfile that was read.
 *
 * @param arguments the {@code ARG}s before the first stage
 * @param stages in their order; at least one
 * @param escape takes the meaning from the character behind it
 */
public record Dockerfile(List<Statement> arguments, List<Stage> stages, char escape) {

  /** Copies the lists. */
  public Dockerfile {
    arguments = List.copyOf(arguments);
    stages = List.copyOf(stages);
  }

  /**
   * What begins with a {@code FROM}.
   *
   * @param index its number, from 0
   * @param name in small letters; empty when it has none
   * @param from the {@code FROM}; its first word is the image, with variables in it
   * @param statements what follows
   */
  public record Stage(int index, String name, Statement from, List<Statement> statements) {
    /** Copies the list. */
    public Stage {
      statements = List.copyOf(statements);
    }

    /** What it begins with, as it is written. */
    public String base() {
      return from.words().get(0);
    }

    boolean isCalled(String wanted) {
      return (!name.isEmpty() && name.equals(wanted.toLowerCase(Locale.ROOT)))
          || Integer.toString(index).equals(wanted);
    }
  }

  /**
   * Reads a Dockerfile.
   *
   * @throws DockerfileException when it is none
   */
  public static Dockerfile parse(String text) {
    DockerfileReader reader = new DockerfileReader(text);
    List<Statement> arguments = new ArrayList<>();
    List<Statement> froms = new ArrayList<>();
    List<List<Statement>> bodies = new ArrayList<>();
    for (Statement statement : reader.statements()) {
      if (statement.word().equals("FROM")) {
        froms.add(statement);
        bodies.add(new ArrayList<>());
      } else if (!froms.isEmpty()) {
        bodies.get(bodies.size() - 1).add(statement);
      } else if (statement.word().equals("ARG")) {
        arguments.add(statement);
      } else {
        throw DockerfileException.of(
            statement, "no build stage in current context: begin with FROM");
      }
    }
    if (froms.isEmpty()) {
      throw new DockerfileException("the Dockerfile has no FROM: name the image to begin with");
    }
    List<Stage> stages = new ArrayList<>();
    for (int i = 0; i < froms.size(); i++) {
      stages.add(stage(i, froms.get(i), bodies.get(i)));
    }
    return new Dockerfile(arguments, stages, reader.escape());
  }

  private static Stage stage(int index, Statement from, List<Statement> statements) {
    List<String> words = from.words();
    boolean named = words.size() == 3 && words.get(1).equalsIgnoreCase("AS");
    if (words.size() != 1 && !named) {
      throw DockerfileException.of(from, "want an image, or an image AS a name");
    }
    from.allowFlags("platform");
    String name = named ? words.get(2).toLowerCase(Locale.ROOT) : "";
    if (named && !name.matches("[a-z][a-z0-9_.-]*")) {
      throw DockerfileException.of(
          from, "invalid name for build stage: \"%s\", it begins with a letter".formatted(name));
    }
    return new Stage(index, name, from, statements);
  }

  /** The stage of this name or number. */
  public Optional<Stage> stage(String wanted) {
    return stages.stream().filter(stage -> stage.isCalled(wanted)).reduce((first, last) -> last);
  }

  /** The stage of this name or number before another one. */
  public Optional<Stage> stageBefore(Stage other, String wanted) {
    return stages.subList(0, other.index()).stream()
        .filter(stage -> stage.isCalled(wanted))
        .reduce((first, last) -> last);
  }

  /**
   * The stages that a target needs, in their order, the target last.
   *
   * @param target a name or number; empty for the last stage
   * @throws DockerfileException when there is no such stage
   */
  public List<Stage> needed(String target) {
    Stage last =
        target.isEmpty()
            ? stages.get(stages.size() - 1)
            : stage(target)
                .orElseThrow(
                    () ->
                        new DockerfileException(
                            "failed to reach build target %s in Dockerfile".formatted(target)));
    boolean[] needed = new boolean[stages.size()];
    needed[last.index()] = true;
    for (int i = last.index(); i >= 0; i--) {
      if (needed[i]) {
        Stage stage = stages.get(i);
        stageBefore(stage, stage.base()).ifPresent(base -> needed[base.index()] = true);
        for (Statement statement : stage.statements()) {
          statement
              .flag("from")
              .flatMap(source -> stageBefore(stage, source))
              .ifPresent(source -> needed[source.index()] = true);
        }
      }
    }
    return stages.stream().filter(stage -> needed[stage.index()]).toList();
  }

  /**
   * Reads one instruction that an image has for those that are made of it.
   *
   * @throws DockerfileException when it is none
   */
  public static Statement trigger(Statement from, String text) {
    List<Statement> statements = new DockerfileReader(text).statements();
    if (statements.size() != 1) {
      throw DockerfileException.of(from, "the image's ONBUILD is no instruction: " + text);
    }
    Statement read = statements.get(0);
    return new Statement(
        from.line(), read.word(), read.flags(), read.text(), read.heredocs(), read.shown());
  }
}
