package dev.harness.runtime.build;

import dev.harness.images.arrival.MadeLayer;
import dev.harness.images.change.ChangeException;
import dev.harness.images.change.ChangeScope;
import dev.harness.images.change.Changed;
import dev.harness.images.change.RunConfig;
import dev.harness.images.change.WordSplitter;
import dev.harness.images.dockerfile.Dockerfile;
import dev.harness.images.dockerfile.DockerfileException;
import dev.harness.images.dockerfile.Heredoc;
import dev.harness.images.dockerfile.Statement;
import dev.harness.images.reference.Digest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Builds one stage: what its image is by now, and the way from one step to the next. */
final class StageBuild {
  private static final Pattern BETWEEN_PAIRS =
      Pattern.compile("\\s+(?=[A-Za-z_][A-Za-z0-9_]*(=|\\s|$))");
  private static final String PATH =
      "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
  private static final String NO_OPERATION = " #(nop) ";

  private final Build build;
  private final Dockerfile.Stage stage;
  private final Arguments arguments;
  private final char escape;
  private Optional<Digest> image;
  private RunConfig config;
  private String author = "";
  private boolean hasCommand;

  /** Begins with an image, or with nothing. */
  StageBuild(
      Build build,
      Dockerfile.Stage stage,
      Arguments arguments,
      char escape,
      Optional<Digest> image) {
    this.build = build;
    this.stage = stage;
    this.arguments = arguments;
    this.escape = escape;
    this.image = image;
    this.config = withPath(image.map(build.images()::configOf).orElseGet(RunConfig::empty));
  }

  /** Docker's rule: what has no path gets one. */
  private RunConfig withPath(RunConfig base) {
    return base.environment().stream().anyMatch(variable -> variable.startsWith("PATH="))
        ? base
        : base.with("ENV", PATH, new ChangeScope(List.of(), escape, false)).config();
  }

  Dockerfile.Stage stage() {
    return stage;
  }

  Optional<Digest> image() {
    return image;
  }

  RunConfig config() {
    return config;
  }

  /** Does what the image says is to be done in those that are made of it. */
  void runTriggers() throws IOException {
    List<String> triggers = config.triggers();
    if (triggers.isEmpty()) {
      return;
    }
    config = config.withoutTriggers();
    build.output().write("# Executing %d build triggers\n".formatted(triggers.size()));
    for (String trigger : triggers) {
      run(Dockerfile.trigger(stage.from(), trigger));
    }
  }

  /**
   * Does one step.
   *
   * @throws BuildException when it fails
   * @throws DockerfileException when it cannot be understood
   * @throws IOException when nobody listens any more
   */
  void run(Statement statement) throws IOException {
    try {
      dispatch(statement);
    } catch (ChangeException failure) {
      throw DockerfileException.of(statement, failure);
    }
  }

  private void dispatch(Statement statement) throws IOException {
    switch (statement.word()) {
      case "RUN" -> command(statement);
      case "COPY", "ADD" -> new CopyStep(build, this, statement).run();
      case "ARG" -> {
        declare(statement, arguments, escape, config.environment());
        unchanged("ARG " + statement.text());
      }
      case "WORKDIR" -> workingDirectory(statement);
      case "SHELL" -> {
        List<String> words =
            statement
                .json()
                .filter(list -> !list.isEmpty())
                .orElseThrow(
                    () ->
                        DockerfileException.of(
                            statement, "SHELL requires the form of a list in JSON"));
        config = config.withShell(words);
        unchanged("SHELL [" + String.join(" ", words) + "]");
      }
      case "MAINTAINER" -> {
        author = statement.text();
        unchanged("MAINTAINER " + author);
      }
      case "ONBUILD" -> {
        requireTrigger(statement);
        change(statement);
      }
      default -> change(statement);
    }
  }

  /** Declares what an ARG names, with its value if it has one. */
  static void declare(
      Statement statement, Arguments arguments, char escape, List<String> environment) {
    for (String pair : BETWEEN_PAIRS.splitAsStream(statement.text()).toList()) {
      int equals = pair.indexOf('=');
      List<String> known = new ArrayList<>(arguments.variables());
      known.addAll(environment);
      Optional<String> value =
          equals < 0
              ? Optional.empty()
              : Optional.of(
                  new WordSplitter("ARG", known, escape).unquote(pair.substring(equals + 1)));
      arguments.declare(equals < 0 ? pair.strip() : pair.substring(0, equals), value);
    }
  }

  private static void requireTrigger(Statement statement) {
    String word = Dockerfile.trigger(statement, statement.text()).word();
    if (List.of("FROM", "MAINTAINER", "ONBUILD").contains(word)) {
      throw DockerfileException.of(statement, word + " isn't allowed as an ONBUILD trigger");
    }
  }

  private void change(Statement statement) throws IOException {
    Changed changed = config.with(statement.word(), statement.text(), scope());
    hasCommand |= statement.word().equals("CMD");
    config = changed.config();
    unchanged(changed.description());
  }

  private ChangeScope scope() {
    return new ChangeScope(arguments.variables(), escape, hasCommand);
  }

  private void workingDirectory(Statement statement) throws IOException {
    Changed changed = config.with(statement.word(), statement.text(), scope());
    config = changed.config();
    String createdBy = noOperation(changed.description());
    step(
        createdBy,
        () -> {
          try (ImageRoot root = build.roots().of(image)) {
            return make(createdBy, new DirectoryLayer(root.root(), config.workingDirectory()));
          }
        });
  }

  private void command(Statement statement) throws IOException {
    statement.allowFlags("network");
    statement
        .flag("network")
        .filter(network -> !network.equals("default"))
        .ifPresent(
            network -> {
              throw DockerfileException.of(
                  statement,
                  "--network=%s is not supported: give the build a network".formatted(network));
            });
    List<String> command = commandLine(statement);
    List<String> variables = arguments.variables();
    List<String> inside = arguments.forCommands(config.environment());
    List<String> told = new ArrayList<>(variables.stream().filter(inside::contains).toList());
    if (!told.isEmpty()) {
      told.add(0, "|" + told.size());
    }
    told.addAll(command);
    String createdBy = String.join(" ", told);
    Digest parent =
        image.orElseThrow(
            () -> BuildException.of(statement, "there is no file in a stage from scratch yet"));
    step(
        createdBy,
        () ->
            build
                .commands()
                .run(statement, parent, command, inside, files -> make(createdBy, files)));
  }

  private List<String> commandLine(Statement statement) {
    Optional<List<String>> list = statement.json();
    if (list.isPresent()) {
      return list.get();
    }
    StringBuilder script = new StringBuilder(statement.text());
    List<Heredoc> documents = statement.heredocs();
    if (documents.size() == 1 && statement.text().matches("<<-?['\"]?\\w[\\w.]*['\"]?")) {
      // The document is the script itself.
      if (documents.get(0).content().startsWith("#!")) {
        throw DockerfileException.of(
            statement,
            "a document with an interpreter of its own is not supported: COPY and run it");
      }
      script = new StringBuilder(documents.get(0).content());
    } else {
      for (Heredoc document : documents) {
        script.append('\n').append(document.content()).append(document.name());
      }
    }
    List<String> command = new ArrayList<>(config.shell());
    command.add(script.toString());
    return command;
  }

  /** A text with its variables replaced, and without quotes. */
  String word(Statement statement, String text) {
    return new WordSplitter(statement.word(), known(), escape).unquote(text);
  }

  /** A document with its variables replaced, and nothing else. */
  String document(Statement statement, Heredoc document) {
    // Quotes mean nothing in a document, so they must not be seen as such.
    return document.expands()
        ? WordSplitter.document(statement.word(), known(), escape, document.content())
        : document.content();
  }

  private List<String> known() {
    List<String> known = new ArrayList<>(arguments.variables());
    known.addAll(config.environment());
    return known;
  }

  private void unchanged(String description) throws IOException {
    String createdBy = noOperation(" " + description);
    step(createdBy, () -> make(createdBy, StepImages.NO_FILES));
  }

  /** What the history says of a step that ran nothing. */
  String noOperation(String description) {
    return String.join(" ", config.shell()) + NO_OPERATION + description;
  }

  /** Makes the image of a step. */
  Digest make(String createdBy, MadeLayer.Content files) {
    return build.images().make(image, config, createdBy, author, files);
  }

  /** Does what makes an image. */
  @FunctionalInterface
  interface Work {
    Digest run() throws IOException;
  }

  /** Finds the image of a step, or makes it. */
  void step(String createdBy, Work work) throws IOException {
    Optional<Digest> known = build.images().find(image, config, createdBy);
    if (known.isPresent()) {
      build.output().write(" ---> Using cache\n");
      image = known;
    } else {
      image = Optional.of(work.run());
    }
    build.tell(image.get());
  }
}
