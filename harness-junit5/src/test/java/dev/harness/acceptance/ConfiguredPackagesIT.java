package dev.harness.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harness.RunningContainer;
import dev.harness.exec.ExecResult;
import dev.harness.junit5.Container;
import org.junit.jupiter.api.Test;

/** Images of packages whose maintainer scripts ran in a container (D13; as a user: D14). */
@SuppressWarnings("NullAway.Init") // the extension sets the field
class ConfiguredPackagesIT {
  @Container(
      image = "debian.internal/configured/openssh-server/ca-certificates/python3-minimal",
      command = {"sleep", "1000"})
  static RunningContainer machine;

  private static String run(String script) {
    ExecResult result = machine.exec("sh", "-c", script);
    assertThat(result.exitCode()).as(result.stderr()).isZero();
    return result.stdout().strip();
  }

  @Test
  void leaveNoPackageUnconfigured() {
    assertThat(run("dpkg-query --show --showformat='${db:Status-Status}\\n' | sort -u"))
        .isEqualTo("installed");
    assertThat(run("dpkg --audit")).isEmpty();
    assertThat(run("dpkg --search /usr/sbin/sshd")).isEqualTo("openssh-server: /usr/sbin/sshd");
  }

  @Test
  void haveAccountsKeysAndOwnersThatScriptsMake() {
    assertThat(run("getent passwd sshd")).matches("sshd:x:[0-9]+:65534::/run/sshd:.*nologin");
    assertThat(run("stat -c '%U:%G %a' /etc/ssh/ssh_host_ed25519_key")).isEqualTo("root:root 600");
    assertThat(run("stat -c '%U:%G %a' /etc/shadow")).isEqualTo("root:shadow 640");
    assertThat(run("mkdir -p /run/sshd && /usr/sbin/sshd -t && echo good")).isEqualTo("good");
  }

  @Test
  void haveWhatScriptsGenerate() {
    assertThat(run("grep -c BEGIN /etc/ssl/certs/ca-certificates.crt")).matches("[0-9]{2,3}");
    assertThat(run("ls /etc/ssl/certs | grep -c '[.]0$'")).matches("[0-9]{2,3}");
    assertThat(run("readlink /etc/alternatives/awk")).isEqualTo("/usr/bin/mawk");
    assertThat(run("python3 -c 'print(6 * 7)'")).isEqualTo("42");
    assertThat(run("ls -d /.conf* /.dockerenv 2>&1 | grep -c configure || true")).isEqualTo("0");
  }
}
