package dev.harness.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Docker's own command line exports, imports, commits; another Docker takes what comes of it. */
@ExtendWith(ApiExtension.class)
class DockerTransitIT {
  @TempDir static Path home;

  @BeforeAll
  static void findDocker() {
    DockerCli.assumeThatItIsHere();
  }

  @Test
  void exportsAContainerAndImportsItAsAnImage(Api api) throws IOException {
    DockerCli docker = new DockerCli(api.socket(), home);
    String file = home.resolve("exported.tar").toString();
    docker.succeed("create", "--name", "exported", Api.IMAGE, "true");

    docker.succeed("export", "-o", file, "exported");
    String id =
        docker.succeed("import", "-c", "CMD [\"sh\",\"-c\",\"echo hi\"]", file, "imported:cli");

    assertThat(id).startsWith("sha256:");
    docker.succeed("create", "--name", "of-imported", "imported:cli");
    docker.succeed("start", "of-imported");
    docker.succeed("wait", "of-imported");
    assertThat(docker.succeed("logs", "of-imported")).isEqualTo("hi");
    docker.succeed("rm", "exported", "of-imported");
    assertThat(docker.succeed("rmi", "imported:cli")).contains("Deleted: " + id);
  }

  @Test
  void commitsAContainer(Api api) throws IOException {
    DockerCli docker = new DockerCli(api.socket(), home);
    docker.succeed("create", "--name", "committed", Api.IMAGE, "sh", "-c", "echo made > /made");
    docker.succeed("start", "committed");
    docker.succeed("wait", "committed");

    String id =
        docker.succeed(
            "commit", "-m", "why", "-c", "CMD [\"cat\",\"/made\"]", "committed", "made:cli");

    docker.succeed("create", "--name", "of-committed", "made:cli");
    docker.succeed("start", "of-committed");
    docker.succeed("wait", "of-committed");
    assertThat(docker.succeed("logs", "of-committed")).isEqualTo("made");
    assertThat(docker.succeed("history", "--no-trunc", "made:cli")).contains(id, "why");
    assertThat(docker.run("rmi", "made:cli").errors())
        .contains("conflict: unable to remove repository reference \"made:cli\" (must force)");
    docker.succeed("rm", "committed", "of-committed");
    docker.succeed("rmi", "made:cli");
  }

  @Test
  void changesPlacesWithAnotherDocker(Api api) throws IOException {
    DockerDaemon.assumeThatItCanRun();
    DockerCli ours = new DockerCli(api.socket(), home);
    String layers =
        "echo one > /one; ln /one /two; mkdir /opaque; rm -r /usr/share; mkdir /usr/share";
    ours.succeed("create", "--name", "moved", Api.IMAGE, "sh", "-c", layers);
    ours.succeed("start", "moved");
    ours.succeed("wait", "moved");
    String id = ours.succeed("commit", "moved", "moved:1");
    String out = home.resolve("ours.tar").toString();
    ours.succeed("save", "-o", out, "moved:1");

    try (DockerDaemon daemon = DockerDaemon.start(home.resolve("daemon"))) {
      DockerCli theirs = new DockerCli(daemon.socket(), home);
      String back = home.resolve("theirs.tar").toString();
      assertThat(theirs.succeed("load", "-i", out)).isEqualTo("Loaded image: moved:1");
      assertThat(theirs.succeed("images", "-q", "--no-trunc", "moved:1")).isEqualTo(id);
      theirs.succeed("save", "-o", back, "moved:1");
      ours.succeed("rm", "moved");
      ours.succeed("rmi", "moved:1");

      assertThat(ours.succeed("load", "-i", back)).isEqualTo("Loaded image: moved:1");
      assertThat(ours.succeed("images", "-q", "--no-trunc", "moved:1")).isEqualTo(id);
    }
    ours.succeed("rmi", "moved:1");
  }
}
