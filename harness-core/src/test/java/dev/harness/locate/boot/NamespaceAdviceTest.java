package dev.harness.locate.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamespaceAdviceTest {
  @TempDir Path proc;

  @ParameterizedTest
  @CsvSource({
    "sys/kernel/apparmor_restrict_unprivileged_userns, 1, sudo sysctl -w"
        + " kernel.apparmor_restrict_unprivileged_userns=0",
    "sys/kernel/unprivileged_userns_clone, 0, sudo sysctl -w kernel.unprivileged_userns_clone=1",
    "sys/user/max_user_namespaces, 0, sudo sysctl -w user.max_user_namespaces=15000"
  })
  void namesTheSwitch(String file, String value, String remedy) throws IOException {
    write(file, value);

    assertThat(new NamespaceAdvice(proc).text()).endsWith("Run once: " + remedy + ".");
  }

  @Test
  void namesTheFilterOfAnOuterContainer() throws IOException {
    write("self/status", "Name:\tjava\nNoNewPrivs:\t0\nSeccomp:\t2");

    assertThat(new NamespaceAdvice(proc).text())
        .startsWith("This process runs under a seccomp filter (Seccomp: 2 in /proc/self/status)");
  }

  @Test
  void knowsAnotherWayOtherwise() {
    assertThat(new NamespaceAdvice(proc).text())
        .isEqualTo("Or set DOCKER_HOST to use another engine.");
  }

  private void write(String file, String content) throws IOException {
    Path path = proc.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, content + "\n");
  }
}
