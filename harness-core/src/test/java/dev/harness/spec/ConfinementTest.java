package dev.harness.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class ConfinementTest {
  private static final Confinement STANDARD = Confinement.standard();

  @Test
  void changesNothingInPlace() {
    Confinement refined =
        STANDARD
            .addCapability("NET_ADMIN")
            .dropCapability("ALL")
            .ulimit("nofile", 10, 20)
            .sysctl("net.core.somaxconn", "7")
            .device("/dev/fuse")
            .group("audio")
            .securityOption("no-new-privileges")
            .readOnlyRoot();

    assertThat(refined.addedCapabilities()).containsExactly("NET_ADMIN");
    assertThat(refined.droppedCapabilities()).containsExactly("ALL");
    assertThat(refined.ulimits()).isEqualTo(Map.of("nofile", new Confinement.Ulimit(10, 20)));
    assertThat(refined.sysctls()).isEqualTo(Map.of("net.core.somaxconn", "7"));
    assertThat(refined.devices()).containsExactly("/dev/fuse");
    assertThat(refined.groups()).containsExactly("audio");
    assertThat(refined.securityOptions()).containsExactly("no-new-privileges");
    assertThat(refined.hasReadOnlyRoot()).isTrue();
    assertThat(refined.isPrivileged()).isFalse();
    assertThat(refined.privileged().isPrivileged()).isTrue();
    assertThat(STANDARD.addedCapabilities()).isEmpty();
    assertThat(STANDARD.hasReadOnlyRoot()).isFalse();
  }

  @Test
  void refusesWhatCannotBe() {
    refuses(() -> STANDARD.addCapability(""), "'' is no capability, such as NET_ADMIN");
    refuses(() -> STANDARD.dropCapability("a b"), "'a b' is no capability, such as NET_ADMIN");
    refuses(() -> STANDARD.ulimit("no file", 1, 1), "'no file' is no ulimit, such as nofile");
    refuses(
        () -> STANDARD.ulimit("nofile", 2, 1),
        "a ulimit cannot be 2 that may become 1: -1 means none");
    refuses(
        () -> STANDARD.ulimit("nofile", -1, 1),
        "a ulimit cannot be -1 that may become 1: -1 means none");
    refuses(
        () -> STANDARD.sysctl("somaxconn", "1"),
        "'somaxconn' is no setting of the kernel, such as net.core.somaxconn");
    refuses(
        () -> STANDARD.device("fuse"),
        "a device must be an absolute path in the container, not 'fuse'");
  }

  private static void refuses(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }
}
