package dev.harness.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harness.acceptance.Ended;
import dev.harness.images.testing.RegistryServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Docker's own command line takes the engine for Docker. */
@ExtendWith(ApiExtension.class)
class DockerCommandIT {
  @TempDir static Path home;

  @BeforeAll
  static void findDocker() {
    DockerCli.assumeThatItIsHere();
  }

  private static Ended docker(Api api, String... arguments) throws IOException {
    return new DockerCli(api.socket(), home).run(arguments);
  }

  private static String succeed(Api api, String... arguments) throws IOException {
    return new DockerCli(api.socket(), home).succeed(arguments);
  }

  @Test
  void leadsAContainerThroughItsLife(Api api) throws IOException {
    Path file = Files.writeString(home.resolve("file"), "from the host");

    assertThat(succeed(api, "pull", Api.IMAGE)).contains("Status: ");
    String id =
        succeed(
            api,
            "create",
            "--name",
            "by-docker",
            "--label",
            "made=by-docker",
            "-e",
            "GREETING=hello",
            "-p",
            "127.0.0.1::80",
            Api.IMAGE,
            "sh",
            "-c",
            "echo $GREETING; sleep 1000");
    assertThat(succeed(api, "start", "by-docker")).isEqualTo("by-docker");
    assertThat(succeed(api, "ps", "--no-trunc", "--filter", "label=made=by-docker", "-q"))
        .isEqualTo(id);
    assertThat(succeed(api, "port", "by-docker")).startsWith("80/tcp -> 127.0.0.1:");
    assertThat(succeed(api, "exec", "by-docker", "sh", "-c", "echo in $GREETING"))
        .isEqualTo("in hello");
    assertThat(docker(api, "exec", "by-docker", "sh", "-c", "exit 7").exitCode()).isEqualTo(7);
    succeed(api, "cp", file.toString(), "by-docker:/tmp/file");
    succeed(api, "cp", "by-docker:/tmp/file", home.resolve("back").toString());
    assertThat(home.resolve("back")).content().isEqualTo("from the host");
    api.awaitLog("by-docker", Pattern.compile("hello\n"));
    assertThat(succeed(api, "logs", "by-docker")).isEqualTo("hello");
    assertThat(succeed(api, "stop", "-t", "0", "by-docker")).isEqualTo("by-docker");
    assertThat(succeed(api, "wait", "by-docker")).isEqualTo("137");
    assertThat(succeed(api, "inspect", "-f", "{{.State.Status}}", "by-docker")).isEqualTo("exited");
    assertThat(succeed(api, "rm", "by-docker")).isEqualTo("by-docker");
    assertThat(succeed(api, "ps", "-aq", "--filter", "label=made=by-docker")).isEmpty();
  }

  @Test
  void savesAnImageAndLoadsItAgain(Api api) throws IOException {
    succeed(api, "pull", Api.IMAGE);
    String id = succeed(api, "images", "-q", "--no-trunc", Api.IMAGE);
    String file = home.resolve("saved.tar").toString();

    succeed(api, "save", "-o", file, Api.IMAGE);

    assertThat(succeed(api, "load", "-i", file))
        .startsWith("Loaded image: ")
        .containsOnlyOnce("Loaded image");
    assertThat(succeed(api, "images", "-q", "--no-trunc", Api.IMAGE)).isEqualTo(id);
    assertThat(succeed(api, "history", "--no-trunc", "--format", "{{.ID}}", Api.IMAGE))
        .startsWith(id);
  }

  @Test
  void tellsAboutTheEngine(Api api) throws IOException {
    assertThat(succeed(api, "version", "-f", "{{.Server.APIVersion}}")).isEqualTo("1.44");
    assertThat(succeed(api, "info", "-f", "{{.OSType}}")).isEqualTo("linux");
    assertThat(succeed(api, "images", "-q", Api.IMAGE)).isNotEmpty();
  }

  @Test
  void showsTheEnginesReasons(Api api) throws IOException {
    Ended missing = docker(api, "start", "nonesuch");
    Ended unsupported = docker(api, "create", "--pid", "host", Api.IMAGE);

    assertThat(missing.errors()).contains("No such container: nonesuch");
    assertThat(unsupported.errors()).contains("HostConfig.PidMode 'host' is not supported");
  }

  @Test
  void c34FailedStartIsToldByItsCode(Api api) throws IOException {
    succeed(api, "create", "--name", "broken", Api.IMAGE, "no-such-program");

    Ended start = docker(api, "start", "broken");

    assertThat(start.errors()).contains("executable file not found in $PATH");
    assertThat(succeed(api, "inspect", "-f", "{{.State.ExitCode}}", "broken")).isEqualTo("127");
    succeed(api, "rm", "broken");
  }

  @Test
  void runsInTheForeground(Api api) throws IOException {
    Ended ended =
        docker(
            api,
            "run",
            "--rm",
            "--name",
            "ran",
            Api.IMAGE,
            "sh",
            "-c",
            "echo out; echo err >&2; exit 7");

    assertThat(ended.exitCode()).isEqualTo(7);
    assertThat(ended.output()).isEqualTo("out\n");
    assertThat(ended.errors()).isEqualTo("err\n");
    assertThat(docker(api, "inspect", "ran").errors()).contains("No such");
    assertThat(docker(api, "run", "--rm", Api.IMAGE, "no-such-program").exitCode()).isEqualTo(127);
  }

  @Test
  void runsInTheBackgroundAndAttachesToAStart(Api api) throws IOException {
    succeed(api, "run", "-d", "--name", "behind", Api.IMAGE, "sh", "-c", "echo again");
    succeed(api, "wait", "behind");

    assertThat(succeed(api, "start", "-a", "behind")).isEqualTo("again");
    succeed(api, "rm", "behind");
  }

  @Test
  void givesInputToContainers(Api api) throws IOException {
    assertThat(typed(api, "typed", "run", "--rm", "-i", Api.IMAGE, "cat")).isEqualTo("typed");
    assertThat(typed(api, "", "run", "--rm", "-i", Api.IMAGE, "cat")).isEmpty();
    succeed(api, "run", "-d", "--name", "for-input", Api.IMAGE, "sleep", "1000");
    assertThat(typed(api, "to exec", "exec", "-i", "for-input", "cat")).isEqualTo("to exec");
    succeed(api, "rm", "-f", "for-input");
  }

  private static String typed(Api api, String input, String... arguments) throws IOException {
    return new DockerCli(api.socket(), home).succeedWith(input, arguments);
  }

  @Test
  void showsWhatRunsAndWhatHasChanged(Api api) throws IOException {
    succeed(
        api,
        "run",
        "-d",
        "--name",
        "shown",
        Api.IMAGE,
        "sh",
        "-c",
        "echo x >/made; echo made; sleep 1234");
    api.awaitLog("shown", Pattern.compile("made\n"));
    assertThat(succeed(api, "top", "shown")).contains("UID", "CMD", "sleep 1234");
    assertThat(succeed(api, "top", "shown", "-o", "pid,args")).startsWith("PID").contains("1234");
    assertThat(succeed(api, "diff", "shown")).isEqualTo("A /made");
    succeed(api, "rename", "shown", "shown-now");
    assertThat(docker(api, "rename", "shown-now", "shown-now").errors()).contains("same name");
    assertThat(succeed(api, "ps", "--filter", "name=shown-now", "--format", "{{.Names}}"))
        .isEqualTo("shown-now");
    succeed(api, "rm", "-f", "shown-now");
  }

  @Test
  void leadsANetworkThroughItsLife(Api api) throws IOException {
    String id =
        succeed(
            api,
            "network",
            "create",
            "--subnet",
            "10.79.0.0/24",
            "--label",
            "made=up",
            "by-docker");
    succeed(api, "create", "--name", "member", Api.IMAGE, "sleep", "1000");
    succeed(api, "start", "member");

    assertThat(succeed(api, "network", "ls", "-q", "--no-trunc", "--filter", "label=made=up"))
        .isEqualTo(id);
    succeed(
        api, "network", "connect", "--alias", "friend", "--ip", "10.79.0.9", "by-docker", "member");
    String place = "{{range .Containers}}{{.Name}} {{.IPv4Address}}{{end}}";
    assertThat(succeed(api, "network", "inspect", "-f", place, "by-docker"))
        .isEqualTo("member 10.79.0.9/24");
    assertThat(docker(api, "network", "rm", "by-docker").errors()).contains("has active endpoints");
    succeed(api, "network", "disconnect", "by-docker", "member");
    assertThat(succeed(api, "network", "rm", "by-docker")).isEqualTo("by-docker");
    succeed(api, "network", "create", "--label", "prune=it", "unused");
    assertThat(succeed(api, "network", "prune", "-f", "--filter", "label=prune=it"))
        .contains("unused");
    assertThat(docker(api, "network", "create", "-d", "overlay", "far").errors())
        .contains("use the driver bridge");
    succeed(api, "rm", "-f", "member");
  }

  @Test
  void createsContainersInNetworks(Api api) throws IOException {
    succeed(api, "network", "create", "--subnet", "10.80.0.0/24", "for-run");
    List<String> options =
        List.of("--network", "for-run", "--network-alias", "db", "--ip", "10.80.0.7");
    List<String> create = new ArrayList<>(List.of("create", "--name", "in-network"));
    create.addAll(options);
    create.addAll(List.of(Api.IMAGE, "nslookup", "db"));
    succeed(api, create.toArray(String[]::new));

    succeed(api, "start", "in-network");
    succeed(api, "wait", "in-network");

    assertThat(succeed(api, "logs", "in-network")).contains("10.80.0.7");
    succeed(
        api, "create", "--name", "shared", "--network", "container:in-network", Api.IMAGE, "true");
    succeed(api, "rm", "-f", "in-network", "shared");
    succeed(api, "network", "rm", "for-run");
  }

  @Test
  void pushesToARegistryAfterALogin(Api api) throws IOException {
    try (RegistryServer registry = RegistryServer.startForJane()) {
      String name = registry.host() + "/docker/busybox:1";
      succeed(api, "tag", Api.IMAGE, name);

      assertThat(docker(api, "push", name).errors()).contains("access denied");
      assertThat(docker(api, "login", "-u", "jane", "-p", "guess", registry.host()).errors())
          .contains("unauthorized");
      assertThat(succeed(api, "login", "-u", "jane", "-p", "opensesame", registry.host()))
          .contains("Login Succeeded");
      assertThat(succeed(api, "push", name)).contains("1: digest: sha256:");
      succeed(api, "rmi", name);
      assertThat(succeed(api, "pull", name)).contains("Status: ");
      assertThat(succeed(api, "manifest", "inspect", "--insecure", name)).contains("layers");
      succeed(api, "rmi", name);
    }
  }
}
