package dev.harness.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.harness.acceptance.Ended;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Docker's command line limits, stops and measures containers. */
@ExtendWith(ApiExtension.class)
class DockerLimitsIT {
  @TempDir static Path home;

  @BeforeAll
  static void findDocker() {
    DockerCli.assumeThatItIsHere();
  }

  private static DockerCli docker(Api api) throws IOException {
    DockerCli docker = new DockerCli(api.socket(), home);
    assumeThat(docker.succeed("info", "-f", "{{.MemoryLimit}} {{.PidsLimit}} {{.CPUCfsQuota}}"))
        .as("needs control groups that the engine may make")
        .isEqualTo("true true true");
    return docker;
  }

  @Test
  void runsWithLimits(Api api) throws IOException {
    DockerCli docker = docker(api);

    String id =
        docker.succeed(
            "run",
            "-d",
            "--name",
            "limited",
            "--memory",
            "64m",
            "--cpus",
            "0.5",
            "--pids-limit",
            "20",
            "--cpuset-cpus",
            "0",
            Api.IMAGE,
            "sleep",
            "1000");

    assertThat(id).hasSize(64);
    assertThat(
            docker.succeed(
                "inspect",
                "-f",
                "{{.HostConfig.Memory}} {{.HostConfig.MemorySwap}} {{.HostConfig.NanoCpus}}"
                    + " {{.HostConfig.PidsLimit}} {{.HostConfig.CpusetCpus}}",
                "limited"))
        .isEqualTo("67108864 134217728 500000000 20 0");
    assertThat(docker.succeed("exec", "limited", "grep", "Cpus_allowed_list", "/proc/self/status"))
        .isEqualTo("Cpus_allowed_list:\t0");
    docker.succeed("rm", "-f", "limited");
  }

  @Test
  void refusesTooLittleMemoryAndTooManyProcessors(Api api) throws IOException {
    DockerCli docker = docker(api);

    Ended little = docker.run("create", "--memory", "1m", Api.IMAGE);
    Ended many = docker.run("create", "--cpus", "5000", Api.IMAGE);

    assertThat(little.exitCode()).isEqualTo(1);
    assertThat(little.errors()).contains("Minimum memory limit allowed is 6MB");
    assertThat(many.errors()).contains("Range of CPUs is from 0.01 to");
  }

  @Test
  void pausesAndUnpauses(Api api) throws IOException {
    DockerCli docker = docker(api);
    docker.succeed("run", "-d", "--name", "stopped", Api.IMAGE, "sleep", "1000");

    assertThat(docker.succeed("pause", "stopped")).isEqualTo("stopped");
    assertThat(docker.succeed("ps", "--format", "{{.Status}}", "--filter", "name=stopped"))
        .endsWith("(Paused)");
    assertThat(docker.run("exec", "stopped", "true").errors())
        .contains("is paused, unpause the container before exec");
    assertThat(docker.succeed("unpause", "stopped")).isEqualTo("stopped");
    assertThat(docker.succeed("exec", "stopped", "echo", "on")).isEqualTo("on");
    docker.succeed("rm", "-f", "stopped");
  }

  @Test
  void updatesAndMeasures(Api api) throws IOException {
    DockerCli docker = docker(api);
    docker.succeed("run", "-d", "--name", "measured", Api.IMAGE, "sh", "-c", "while :; do :; done");

    assertThat(docker.succeed("update", "--memory", "32m", "--memory-swap", "64m", "measured"))
        .isEqualTo("measured");
    docker.succeed("restart", "-t", "0", "measured");
    String stats =
        docker.succeed(
            "stats",
            "--no-stream",
            "--format",
            "{{.Name}} {{.CPUPerc}} {{.MemUsage}} {{.PIDs}}",
            "measured");

    assertThat(stats).matches("measured [1-9][0-9]*\\.\\d\\d% \\d.*B / 32MiB 1");
    docker.succeed("rm", "-f", "measured");
  }

  @Test
  void c42ShowsThatMemoryRanOut(Api api) throws IOException {
    DockerCli docker = docker(api);

    Ended ended =
        docker.run("run", "--name", "hog", "--memory", "16m", Api.IMAGE, "tail", "/dev/zero");

    assertThat(ended.exitCode()).isEqualTo(137);
    assertThat(docker.succeed("inspect", "-f", "{{.State.OOMKilled}}", "hog")).isEqualTo("true");
    assertThat(
            docker.succeed(
                "events",
                "--since",
                "1m",
                // The command counts in whole seconds: until two of them from now.
                "--until",
                "-2s",
                "--filter",
                "container=hog",
                "--format",
                "{{.Action}}"))
        .contains("oom");
    docker.succeed("rm", "hog");
  }
}
