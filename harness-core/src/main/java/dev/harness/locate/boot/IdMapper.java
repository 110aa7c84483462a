package dev.harness.locate.boot;

import dev.harness.locate.user.BootException;
import dev.harness.locate.user.CallingUser;
import dev.harness.locate.user.FileFailure;
import dev.harness.locate.user.HarnessLog;
import dev.harness.locate.user.Settings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Gives the engine's user namespace its ids: root and all subordinate ids of the user, or root
 * only where the user has none (R1-R4). Root itself, in an outer container for example, gives ids
 * that it has there (R5).
 */
final class IdMapper {
  private static final long IDS = 65536;

  private final CallingUser user;
  private final Settings settings;
  private final SubordinateIds subordinates;
  private final Path proc;

  IdMapper(CallingUser user, Settings settings, SubordinateIds subordinates, Path proc) {
    this.user = user;
    this.settings = settings;
    this.subordinates = subordinates;
    this.proc = proc;
  }

  /**
   * Writes the maps of the namespace that a process has just made.
   *
   * @throws BootException when not even a single id can be mapped
   */
  void map(long pid) {
    Optional<String> objection = user.isRoot() ? mapOwn(pid) : mapAll(pid);
    if (objection.isPresent()) {
      HarnessLog.get()
          .warn(
              "Only one user id can be used in containers: {} Until then images that switch to"
                  + " another user or change owners of files will fail.",
              objection.get());
      mapSingle(pid);
    }
  }

  /** Maps ids of this process to themselves; returns why that is not possible, or nothing. */
  private Optional<String> mapOwn(long pid) {
    Path process = proc.resolve(Long.toString(pid));
    try {
      for (String file : List.of("uid_map", "gid_map")) {
        String own = Files.readString(proc.resolve("self").resolve(file));
        write(process.resolve(file), IdRange.identity(own, IDS));
      }
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(
          "the kernel does not let this root map its ids (%s); it needs the capabilities SETUID,"
                  .formatted(FileFailure.reason(e))
              + " SETGID and SETFCAP.");
    }
  }

  /** Returns why it is not possible and what to do about it, or nothing. */
  private Optional<String> mapAll(long pid) {
    List<IdRange> uids = subordinates.users();
    List<IdRange> gids = subordinates.groups();
    if (uids.isEmpty() || gids.isEmpty()) {
      return Optional.of(
          "user %s has no range in /etc/%s. Run: sudo usermod --add-subuids 100000-165535"
                  .formatted(user.name(), uids.isEmpty() ? "subuid" : "subgid")
              + " --add-subgids 100000-165535 "
              + user.name()
              + ".");
    }
    Optional<Command> newuidmap = Command.find("newuidmap", settings);
    Optional<Command> newgidmap = Command.find("newgidmap", settings);
    if (newuidmap.isEmpty() || newgidmap.isEmpty()) {
      // Installing them would help nobody who may not gain privileges.
      return noNewPrivileges()
          .or(
              () ->
                  Optional.of(
                      "newuidmap and newgidmap are not installed. Install the package uidmap"
                          + " (shadow-utils on Fedora)."));
    }
    try {
      CompletableFuture<Command.Result> first =
          newuidmap.get().start(arguments(pid, IdRange.map(user.uid(), uids, IDS)));
      CompletableFuture<Command.Result> second =
          newgidmap.get().start(arguments(pid, IdRange.map(user.gid(), gids, IDS)));
      return objection(first.join()).or(() -> objection(second.join()));
    } catch (IOException e) {
      return Optional.of("newuidmap cannot be executed: " + e.getMessage() + ".");
    }
  }

  private Optional<String> objection(Command.Result result) {
    if (result.succeeded()) {
      return Optional.empty();
    }
    return noNewPrivileges().or(() -> Optional.of("newuidmap failed: " + result.output() + "."));
  }

  private Optional<String> noNewPrivileges() {
    return ProcessStatus.read(proc).noNewPrivileges()
        ? Optional.of(
            "newuidmap cannot gain privileges because this process has NoNewPrivs set"
                + " (Kubernetes: allowPrivilegeEscalation: false).")
        : Optional.empty();
  }

  private static List<String> arguments(long pid, List<String> map) {
    List<String> arguments = new ArrayList<>();
    arguments.add(Long.toString(pid));
    arguments.addAll(map);
    return arguments;
  }

  private void mapSingle(long pid) {
    Path process = proc.resolve(Long.toString(pid));
    try {
      write(process.resolve("uid_map"), "0 " + user.uid() + " 1");
      // The kernel wants groups given up before an ordinary user may map one.
      write(process.resolve("setgroups"), "deny");
      write(process.resolve("gid_map"), "0 " + user.gid() + " 1");
    } catch (IOException e) {
      throw new BootException(
          "Cannot start the engine: the user namespace cannot be given an id: "
              + FileFailure.reason(e)
              + ". "
              + new NamespaceAdvice(proc).text(),
          e);
    }
  }

  /** Leaves alone what one of the two programs has written before the other failed. */
  private static void write(Path file, String content) throws IOException {
    if (file.endsWith("setgroups") || Files.readString(file).isBlank()) {
      Files.write(file, content.getBytes(StandardCharsets.US_ASCII));
    }
  }
}
