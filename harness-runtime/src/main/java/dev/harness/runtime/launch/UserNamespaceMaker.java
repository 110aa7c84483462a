package dev.harness.runtime.launch;

import dev.harness.runtime.launch.program.NamespaceStep;
import dev.harness.runtime.launch.program.ProcessStep;
import dev.harness.runtime.launch.program.Program;
import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.linux.Io;
import dev.harness.runtime.linux.process.NamespaceKind;
import dev.harness.runtime.linux.process.Namespaces;
import dev.harness.runtime.linux.process.Processes;
import dev.harness.runtime.linux.process.Procfs;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * Makes user namespaces: a short-lived process enters a new one, its id maps are written from
 * outside, and a descriptor keeps the namespace when the process has gone.
 */
final class UserNamespaceMaker {
  private static final char READY = 'U';

  private final Spawner spawner;
  private final IdMap uids;
  private final IdMap gids;

  UserNamespaceMaker(Spawner spawner, IdMap uids, IdMap gids) {
    this.spawner = spawner;
    this.uids = uids;
    this.gids = gids;
  }

  /** Makes one, owned by the caller. */
  UserNamespace make() {
    try (Io.Pipe reports = Io.pipe();
        Io.Pipe hold = Io.pipe()) {
      Program program = program(reports.writer().number(), hold.reader().number());
      int pid = spawner.spawn(program, List.of(reports.writer(), hold.reader()));
      reports.writer().close();
      try {
        return inside(program, pid, reports.reader());
      } finally {
        hold.writer().close();
        Processes.await(pid);
      }
    }
  }

  private UserNamespace inside(Program program, int pid, Fd reader) {
    Reports reports = new Reports(program, reader);
    Reports.Report report =
        reports.next().orElseThrow(() -> new LaunchException.Vanished("no report"));
    if (report.isFailure()) {
      throw reports.meaning(report);
    }
    write(pid, "gid_map", gids);
    write(pid, "uid_map", uids);
    return new UserNamespace(Namespaces.open(pid, NamespaceKind.USER), uids, gids);
  }

  private static Program program(int reports, int hold) {
    return new Program(
        reports,
        List.of(
            new NamespaceStep.Unshare(Set.of(NamespaceKind.USER)),
            new ProcessStep.Announce(READY),
            new ProcessStep.AwaitByte(hold)));
  }

  /** The kernel takes a map in one write only. */
  private static void write(int pid, String file, IdMap map) {
    try (FileOutputStream out =
        new FileOutputStream(Procfs.directory(pid).resolve(file).toFile())) {
      String text = map.within(Files.readString(Path.of("/proc/self", file))).text();
      out.write(text.getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new LaunchException.NotMapped(map, e);
    }
  }
}
