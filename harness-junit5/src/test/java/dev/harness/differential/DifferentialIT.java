package dev.harness.differential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harness.contract.Api;
import dev.harness.contract.DockerCli;
import dev.harness.contract.DockerDaemon;
import dev.harness.contract.Subject;
import dev.harness.differential.ContainerRequests.ContainerRequest;
import dev.harness.differential.NetworkCases.NetworkCase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a container observes and what the API answers is the same on Debian's dockerd and on our
 * engine, but for what {@code docs/compatibility.md} accepts. dockerd needs root, so our engine runs
 * as root too. Several requests are compared at a time: dockerd takes a third of a second for each.
 */
@Execution(ExecutionMode.CONCURRENT)
@SuppressWarnings("NullAway.Init")
class DifferentialIT {
  private static final Path DOCUMENT = Path.of("..", "docs", "compatibility.md");

  /** What {@code prune} removes: anything that stands still, also of a comparison beside it. */
  private static final String UNUSED = "unused";

  private static final AtomicInteger SAME = new AtomicInteger();
  private static final AtomicInteger ACCEPTED = new AtomicInteger();

  @TempDir private static Path directory;
  private static DockerDaemon daemon;
  private static Api docker;
  private static Api ours;
  private static AcceptedDifferences accepted;

  @BeforeAll
  static void startBoth() throws IOException {
    DockerCli.assumeThatItIsHere();
    daemon = DockerDaemon.startForComparison(directory.resolve("docker"));
    docker = Api.of(daemon.socket());
    ours = Api.start();
    accepted = AcceptedDifferences.read(DOCUMENT);
    String image = directory.resolve("image.tar").toString();
    new DockerCli(ours.socket(), directory).succeed("save", "-o", image, Api.IMAGE);
    new DockerCli(daemon.socket(), directory).succeed("load", "-i", image);
  }

  @AfterAll
  static void endBoth() throws IOException {
    if (daemon == null) {
      return;
    }
    try (DockerDaemon last = daemon;
        Api first = ours) {
      System.out.printf(
          "Differential test: %d requests have the same outcome, %d but for accepted differences%n",
          SAME.get(), ACCEPTED.get());
      boolean all = SAME.get() + ACCEPTED.get() == total();
      assertThat(all ? accepted.unmet() : Set.of()).as("rows that no request met").isEmpty();
    }
  }

  private static int total() throws IOException {
    return requests().size() + networks().size() + questions().size() + prunes().size();
  }

  static List<ContainerRequest> requests() throws IOException {
    Path host = Files.createDirectories(directory.resolve("host"));
    Files.writeString(host.resolve("file"), "of the host");
    Files.writeString(Files.createDirectories(host.resolve("dir")).resolve("inner"), "inner");
    return ContainerRequests.all(host.toString());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("requests")
  @ResourceLock(value = UNUSED, mode = ResourceAccessMode.READ)
  void containersObserveTheSame(ContainerRequest request) throws IOException {
    try (Observer there = new Observer(docker);
        Observer here = new Observer(ours)) {
      Observations docker = there.observe(request.json());
      Observations ours = here.observe(request.json());
      compare(docker.comparedAs(request.name(), ours), ours.comparedAs(request.name(), docker));
    }
  }

  static List<NetworkCase> networks() throws IOException {
    return NetworkCases.all();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("networks")
  @ResourceLock(value = UNUSED, mode = ResourceAccessMode.READ)
  void networksAreTheSame(NetworkCase about) throws IOException {
    List<Difference> differences = new ArrayList<>();
    try (NetworkObserver onDocker = new NetworkObserver(docker, about);
        NetworkObserver onOurs = new NetworkObserver(ours, about)) {
      for (String step : about.steps()) {
        NetworkObserver.Outcome there = onDocker.take(step);
        NetworkObserver.Outcome here = onOurs.take(step);
        differences.addAll(there.differencesTo(here));
        if (!there.answer().equals(here.answer())) {
          break;
        }
      }
    }
    check(differences);
  }

  static List<String> questions() throws IOException {
    return answers().filter(question -> !question.endsWith("/prune")).toList();
  }

  static List<String> prunes() throws IOException {
    return answers().filter(question -> question.endsWith("/prune")).toList();
  }

  private static Stream<String> answers() throws IOException {
    return ContainerRequests.text("answers.txt")
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("questions")
  @ResourceLock(value = UNUSED, mode = ResourceAccessMode.READ)
  void answersAreTheSame(String question) throws IOException {
    compare(answer(docker, question), answer(ours, question));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("prunes")
  @ResourceLock(value = UNUSED, mode = ResourceAccessMode.READ_WRITE)
  void answersToPruneAreTheSame(String question) throws IOException {
    compare(answer(docker, question), answer(ours, question));
  }

  private static Observations answer(Api api, String question) throws IOException {
    String[] parts = question.split("\\|", 3);
    String id = Subject.valueOf(parts[0]).make(api);
    Observations seen = new Observations();
    try {
      String request = parts[1].replace("{id}", id).replaceFirst(" ", " " + Observer.VERSION);
      int status =
          parts.length > 2 ? api.call(request, parts[2]).status() : api.call(request).status();
      seen.add(parts[0] + " " + parts[1], Integer.toString(status));
    } finally {
      Subject.remove(api, id);
    }
    return seen;
  }

  private static void compare(Observations there, Observations here) {
    check(there.differencesTo(here));
  }

  private static void check(List<Difference> differences) {
    List<Difference> open =
        differences.stream().filter(difference -> !accepted.accepts(difference)).toList();

    assertThat(open).isEmpty();
    (differences.isEmpty() ? SAME : ACCEPTED).incrementAndGet();
  }
}
