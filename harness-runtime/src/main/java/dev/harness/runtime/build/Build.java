package dev.harness.runtime.build;

import dev.harness.images.change.WordSplitter;
import dev.harness.images.dockerfile.Dockerfile;
import dev.harness.images.dockerfile.DockerfileException;
import dev.harness.images.dockerfile.Statement;
import dev.harness.images.reference.Digest;
import dev.harness.images.reference.Platform;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One build: its stages in their order, and what all of them use. */
final class Build {
  private static final String SCRATCH = "scratch";

  private final Dockerfile dockerfile;
  private final BuildContext context;
  private final BuildRoots roots;
  private final BaseImages bases;
  private final StepImages images;
  private final RunStep commands;
  private final BuildOutput output;
  private final Map<Integer, Optional<Digest>> finished = new HashMap<>();
  private int done;

  Build(
      Dockerfile dockerfile,
      BuildContext context,
      BuildRoots roots,
      BaseImages bases,
      StepImages images,
      RunStep commands,
      BuildOutput output) {
    this.dockerfile = dockerfile;
    this.context = context;
    this.roots = roots;
    this.bases = bases;
    this.images = images;
    this.commands = commands;
    this.output = output;
  }

  BuildContext context() {
    return context;
  }

  BuildRoots roots() {
    return roots;
  }

  StepImages images() {
    return images;
  }

  RunStep commands() {
    return commands;
  }

  BuildOutput output() {
    return output;
  }

  /**
   * Builds.
   *
   * @param last what is done in the last stage after all that the Dockerfile says
   * @return the image of the target
   * @throws IOException when nobody listens any more
   */
  Digest run(String target, Arguments arguments, List<Statement> last) throws IOException {
    List<Dockerfile.Stage> stages = dockerfile.needed(target);
    int all = dockerfile.arguments().size() + stages.size() + last.size();
    for (Dockerfile.Stage stage : stages) {
      all += stage.statements().size();
    }
    for (Statement argument : dockerfile.arguments()) {
      begin(argument, all);
      StageBuild.declare(argument, arguments, dockerfile.escape(), List.of());
    }
    Optional<Digest> image = Optional.empty();
    for (Dockerfile.Stage stage : stages) {
      StageBuild building = begin(stage, arguments, all);
      for (Statement statement : stage.statements()) {
        begin(statement, all);
        building.run(statement);
      }
      if (stage.equals(stages.get(stages.size() - 1))) {
        for (Statement statement : last) {
          begin(statement, all);
          building.run(statement);
        }
      }
      image = building.image();
      finished.put(stage.index(), image);
    }
    return image.orElseThrow(() -> new DockerfileException("No image was generated: add a COPY"));
  }

  private void begin(Statement statement, int all) throws IOException {
    done++;
    output.write("Step %d/%d : %s\n".formatted(done, all, statement.shown()));
  }

  private StageBuild begin(Dockerfile.Stage stage, Arguments arguments, int all)
      throws IOException {
    begin(stage.from(), all);
    List<String> variables = arguments.variables();
    String base = new WordSplitter("FROM", variables, dockerfile.escape()).unquote(stage.base());
    if (base.isEmpty()) {
      throw DockerfileException.of(
          stage.from(), "base name (%s) should not be blank".formatted(stage.base()));
    }
    Optional<Digest> image = base(stage, base, variables);
    StageBuild building =
        new StageBuild(this, stage, arguments.ofStage(), dockerfile.escape(), image);
    if (image.isPresent()) {
      tell(image.get());
    } else {
      output.write(" ---> \n");
    }
    building.runTriggers();
    return building;
  }

  private Optional<Digest> base(Dockerfile.Stage stage, String base, List<String> variables) {
    Optional<Dockerfile.Stage> earlier = dockerfile.stageBefore(stage, base);
    if (earlier.isPresent()) {
      return finished.getOrDefault(earlier.get().index(), Optional.empty());
    }
    if (base.equals(SCRATCH)) {
      return Optional.empty();
    }
    Optional<Platform> platform =
        stage
            .from()
            .flag("platform")
            .map(text -> new WordSplitter("FROM", variables, dockerfile.escape()).unquote(text))
            .filter(text -> !text.isEmpty())
            .map(Platform::parse);
    return Optional.of(bases.find(base, platform));
  }

  /** The image that files are copied from: that of an earlier stage, or another. */
  Optional<Digest> sourceImage(StageBuild stage, String name) {
    return dockerfile
        .stageBefore(stage.stage(), name)
        .map(earlier -> finished.getOrDefault(earlier.index(), Optional.empty()))
        .orElseGet(() -> Optional.of(bases.find(name, Optional.empty())));
  }

  /** Tells the image of a step. */
  void tell(Digest image) throws IOException {
    output.write(" ---> %s\n".formatted(image.shortHex()));
  }
}
