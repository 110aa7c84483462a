package dev.harness.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes from a process what a machine may lack. It runs as an ordinary user in a user namespace of
 * its own, so neither root nor any change of the machine is needed.
 */
enum Confinement {
  /** The process is as free as its parent. */
  NONE(""),

  /** It cannot make user namespaces. */
  NO_USER_NAMESPACES("echo 0 >/proc/sys/user/max_user_namespaces"),

  /** It has subordinate ids, but what it executes gains no privileges. */
  NO_NEW_PRIVILEGES(
      """
      for file in /etc/subuid /etc/subgid; do
        test ! -e "$file" || mount --bind "$0/ids" "$file"
      done
      """,
      "--no-new-privs"),

  /** The user's cache directory is on a file system whose programs cannot be executed. */
  NO_PROGRAMS_IN_CACHE(
      """
      mkdir -p "$0/cache"
      mount -t tmpfs -o noexec none "$0/cache"
      export XDG_CACHE_HOME="$0/cache"
      """),

  /** It may change no setting of the kernel, as in a container. */
  READ_ONLY_SETTINGS(
      """
      mount --bind /proc/sys /proc/sys
      mount -o remount,bind,ro /proc/sys
      """),

  /** It sees no control groups. */
  NO_CONTROL_GROUPS("mount -t tmpfs none /sys/fs/cgroup"),

  /** It has a directory {@code disk} on a small file system; if it is root, it stays root. */
  SMALL_DISK(
      """
      mkdir -p "$0/disk"
      mount -t tmpfs -o size=48m,nr_inodes=6000 none "$0/disk"
      """) {
    @Override
    List<String> namespaces() {
      return isRoot() ? List.of("unshare", "--mount") : super.namespaces();
    }

    @Override
    String execute() {
      return isRoot() ? "exec" : super.execute();
    }
  },

  /** It has subordinate ids, but no program that maps them. */
  NO_NEWUIDMAP(
      """
      for program in /usr/local/bin/newuidmap /usr/bin/newuidmap; do
        test ! -e "$program" || mount --bind "$0/nothing" "$program"
      done
      for file in /etc/subuid /etc/subgid; do
        test ! -e "$file" || mount --bind "$0/ids" "$file"
      done
      """);

  private static final int USER = 1000;
  private static final String WITHOUT_PRIVILEGES =
      "exec setpriv --inh-caps=-all --ambient-caps=-all ";

  private final String preparation;
  private final String more;

  Confinement(String preparation) {
    this(preparation, "");
  }

  Confinement(String preparation, String more) {
    this.preparation = preparation;
    this.more = more;
  }

  /**
   * The command, confined; the test is skipped where that cannot be done.
   *
   * @param directory for files that must live as long as the process
   */
  List<String> around(List<String> command, Path directory) throws IOException {
    if (this == NONE) {
      return command;
    }
    Files.writeString(directory.resolve("nothing"), "");
    Files.writeString(directory.resolve("ids"), USER + ":100000:65536\n");
    List<String> confinement =
        with(
            namespaces(),
            List.of("sh", "-ec", preparation + "\n" + execute() + " \"$@\"", directory.toString()));
    assumeThat(exitCode(with(confinement, List.of("true"))))
        .as("needs unshare of util-linux 2.38, and leave to make a user namespace")
        .isZero();
    return with(confinement, command);
  }

  /** What makes the namespaces in which the preparation runs. */
  List<String> namespaces() {
    return List.of(
        "unshare", "--user", "--map-user=" + USER, "--map-group=" + USER, "--keep-caps", "--mount");
  }

  /** What executes the command after the preparation. */
  String execute() {
    return WITHOUT_PRIVILEGES + more;
  }

  private static boolean isRoot() {
    return System.getProperty("user.name").equals("root");
  }

  private static List<String> with(List<String> front, List<String> command) {
    List<String> all = new ArrayList<>(front);
    all.addAll(command);
    return all;
  }

  private static int exitCode(List<String> command) throws IOException {
    Process process = new ProcessBuilder(command).inheritIO().start();
    return process.onExit().join().exitValue();
  }

  /** Checks that no process is left that was told of {@code directory}. */
  static void assertNoProcessOf(Path directory) {
    assertThat(ProcessHandle.allProcesses())
        .extracting(process -> process.info().commandLine().orElse(""))
        .noneMatch(line -> line.contains(directory.toString()));
  }
}
