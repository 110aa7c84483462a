package dev.harness.runtime.linux.seccomp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harness.runtime.linux.Architecture;
import dev.harness.runtime.linux.SystemCall;
import dev.harness.runtime.linux.process.Capability;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SeccompProfileTest {
  private static final int ALLOW = 0x7FFF0000;
  private static final int EPERM = 0x00050001;
  private static final int ENOSYS = 0x00050026;
  private static final int KILL_PROCESS = 0x80000000;
  private static final int I386 = 0x40000003;
  private static final long CLONE_NEWUSER = 0x10000000;
  private static final long CLONE_THREAD_FLAGS = 0x3D0F00;

  @ParameterizedTest
  @EnumSource
  void allowsWhatProgramsNeed(Architecture architecture) {
    assertThat(call(architecture, "read")).isEqualTo(ALLOW);
    assertThat(call(architecture, "execve")).isEqualTo(ALLOW);
    assertThat(call(architecture, "openat2")).isEqualTo(ALLOW);
    assertThat(call(architecture, "ptrace")).isEqualTo(ALLOW);
  }

  @ParameterizedTest
  @EnumSource
  void forbidsWhatAdministratesTheMachine(Architecture architecture) {
    assertThat(call(architecture, "mount")).isEqualTo(EPERM);
    assertThat(call(architecture, "bpf")).isEqualTo(EPERM);
    assertThat(call(architecture, "keyctl")).isEqualTo(EPERM);
    assertThat(call(architecture, "io_uring_setup")).isEqualTo(EPERM);
    assertThat(call(architecture, "kexec_load")).isEqualTo(EPERM);
    assertThat(call(architecture, "unshare", CLONE_NEWUSER)).isEqualTo(EPERM);
  }

  @ParameterizedTest
  @CsvSource({"1, true", "2, true", "16, true", "38, false", "40, false"})
  void allowsOnlySocketFamiliesThatKnowNetworkNamespaces(long family, boolean allowed) {
    int expected = allowed ? ALLOW : EPERM;

    assertThat(call(Architecture.X86_64, "socket", family)).isEqualTo(expected);
    assertThat(call(Architecture.AARCH64, "socket", family)).isEqualTo(expected);
  }

  @Test
  void ignoresTheBitsOfAnArgumentThatTheKernelIgnores() {
    assertThat(call(Architecture.X86_64, "socket", 0x1_0000_0026L)).isEqualTo(EPERM);
  }

  @ParameterizedTest
  @CsvSource({
    "0x0, true",
    "0x8, true",
    "0x20000, true",
    "0x20008, true",
    "0xffffffff, true",
    "0x40000, false",
    "0x400000, false"
  })
  void allowsHarmlessPersonalities(long personality, boolean allowed) {
    assertThat(call(Architecture.X86_64, "personality", personality))
        .isEqualTo(allowed ? ALLOW : EPERM);
  }

  @ParameterizedTest
  @EnumSource
  void allowsThreadsButNoNamespaces(Architecture architecture) {
    assertThat(call(architecture, "clone", CLONE_THREAD_FLAGS)).isEqualTo(ALLOW);
    assertThat(call(architecture, "clone", CLONE_NEWUSER)).isEqualTo(EPERM);
  }

  @ParameterizedTest
  @EnumSource
  void hidesClone3SoThatLibrariesFallBack(Architecture architecture) {
    assertThat(call(architecture, "clone3")).isEqualTo(ENOSYS);
  }

  @ParameterizedTest
  @EnumSource
  void hidesCallsThatAreNewerThanTheProfile(Architecture architecture) {
    assertThat(number(architecture, defaultFilter(architecture), 468)).isEqualTo(ENOSYS);
    assertThat(number(architecture, defaultFilter(architecture), 9999)).isEqualTo(ENOSYS);
    assertThat(number(architecture, defaultFilter(architecture), -1)).isEqualTo(ENOSYS);
  }

  @Test
  void hidesX32() {
    int x32Read = 0x40000000;

    assertThat(number(Architecture.X86_64, defaultFilter(Architecture.X86_64), x32Read))
        .isEqualTo(ENOSYS);
  }

  @Test
  void killsProgramsOfAnotherArchitecture() {
    BpfInterpreter filter = new BpfInterpreter(defaultFilter(Architecture.X86_64));

    assertThat(filter.run(I386, 3)).isEqualTo(KILL_PROCESS);
  }

  @ParameterizedTest
  @EnumSource
  void givesAdministratorsTheirCalls(Architecture architecture) {
    Set<Capability> capabilities = EnumSet.copyOf(Capability.CONTAINER_DEFAULT);
    capabilities.add(Capability.SYS_ADMIN);
    SeccompFilter filter = SeccompProfile.containerDefault().compile(architecture, capabilities);

    assertThat(call(architecture, filter, "mount")).isEqualTo(ALLOW);
    assertThat(call(architecture, filter, "clone3")).isEqualTo(ALLOW);
    assertThat(call(architecture, filter, "clone", CLONE_NEWUSER)).isEqualTo(ALLOW);
    assertThat(call(architecture, filter, "kexec_load")).isEqualTo(EPERM);
  }

  @ParameterizedTest
  @EnumSource
  void staysFarBelowTheKernelsLimit(Architecture architecture) {
    assertThat(defaultFilter(architecture).instructions()).hasSizeBetween(50, 400);
  }

  @ParameterizedTest
  @EnumSource
  void agreesWithTheNumbersOfTheLauncher(Architecture architecture) {
    SystemCallTable table = SystemCallTable.of(architecture);

    assertThat(SystemCall.values())
        .allSatisfy(
            call ->
                assertThat(table.number(call.callName()))
                    .as(call.callName())
                    .hasValue(call.number(architecture)));
  }

  @Test
  void refusesLinesThatAreNoRules() {
    assertThatThrownBy(() -> SeccompProfile.of(List.of("deny: read")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("not a rule of a seccomp profile: deny: read");
    assertThatThrownBy(() -> SeccompProfile.of(List.of("allow when arg9 = 1: read")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("not a condition of a seccomp profile: arg9 = 1");
  }

  private static SeccompFilter defaultFilter(Architecture architecture) {
    return SeccompProfile.containerDefault().compile(architecture, Capability.CONTAINER_DEFAULT);
  }

  private static int call(Architecture architecture, String name, long... arguments) {
    return call(architecture, defaultFilter(architecture), name, arguments);
  }

  private static int call(
      Architecture architecture, SeccompFilter filter, String name, long... arguments) {
    int number = SystemCallTable.of(architecture).number(name).orElseThrow();
    return number(architecture, filter, number, arguments);
  }

  private static int number(
      Architecture architecture, SeccompFilter filter, int number, long... arguments) {
    int own = architecture == Architecture.X86_64 ? 0xC000003E : 0xC00000B7;
    return new BpfInterpreter(filter).run(own, number, arguments);
  }
}
