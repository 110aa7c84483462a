package dev.harness.runtime.doctor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Looks at what is mounted where the engine needs it otherwise (R10, R14, R19, R41). */
public final class MountChecks {
  private static final String OVERLAY = "overlay";
  private static final Path PROC = Path.of("/proc");
  private static final Path SETTINGS = Path.of("/proc/sys");
  private static final String FILTERS_SEE_BRIDGES = "proc/sys/net/bridge/bridge-nf-call-iptables";

  private final List<Mount> mounts;
  private final boolean filtersSeeBridges;

  private MountChecks(List<Mount> mounts, boolean filtersSeeBridges) {
    this.mounts = mounts;
    this.filtersSeeBridges = filtersSeeBridges;
  }

  /** Reads the mounts below {@code root}, which is {@code /} but in tests. */
  public static MountChecks of(Path root) {
    Path table = root.resolve("proc/self/mountinfo");
    try {
      return new MountChecks(
          Files.readAllLines(table).stream().map(Mount::parse).toList(),
          Files.exists(root.resolve(FILTERS_SEE_BRIDGES)));
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot read " + table, failure);
    }
  }

  /** Whether containers can have a procfs of their own: none where parts of this one are covered. */
  public Finding processes() {
    List<Path> covers =
        mounts.stream()
            .map(Mount::target)
            .filter(target -> target.startsWith(PROC) && !target.equals(PROC))
            .filter(target -> !target.startsWith(PROC.resolve("sys/fs/binfmt_misc")))
            .toList();
    if (covers.isEmpty()) {
      return Finding.ok("processes", "nothing covers parts of /proc");
    }
    return Finding.degraded(
        "processes",
        "%d mounts cover parts of /proc, such as %s: containers get this one; ps, jps and /proc/PID"
                .formatted(covers.size(), covers.get(0))
            + " are wrong in them, and sysctls cannot be set",
        "start the outer container with --security-opt systempaths=unconfined (Docker) or"
            + " procMount: Unmasked (Kubernetes)");
  }

  /**
   * Whether the engine can keep packet filters away from its bridges (N23). What the host's setting
   * is does not matter: it holds for the host's network namespace, whose filters the engine's bridges
   * never meet, and in a new one it always is on.
   */
  public Finding bridges() {
    boolean fixed = holding(SETTINGS).stream().anyMatch(mount -> mount.options().contains("ro"));
    if (!filtersSeeBridges) {
      return Finding.ok("bridges", "br_netfilter is not loaded");
    }
    return fixed
        ? Finding.degraded(
            "bridges",
            "br_netfilter is loaded and /proc/sys is read-only: packet filters would part containers"
                + " of one network, so containers reach beyond those only by a proxy, with programs that"
                + " heed HTTP_PROXY",
            "start the outer container with --security-opt systempaths=unconfined (Docker) or"
                + " procMount: Unmasked (Kubernetes), or unload br_netfilter on the machine")
        : Finding.ok("bridges", "br_netfilter is loaded; the engine switches it off for its own");
  }

  /**
   * Whether overlays can keep changes on the disk.
   *
   * @param data where images and containers are kept
   */
  public Finding storage(Path data) {
    String type = holding(data).map(Mount::type).orElse("unknown");
    if (!type.equals(OVERLAY)) {
      return Finding.ok("storage", "%s is on %s".formatted(data, type));
    }
    return Finding.degraded(
        "storage",
        data
            + " is on overlayfs, which no overlay can write to: what containers change is kept in"
            + " memory, and images with deleted files cannot be unpacked",
        "mount a volume at %s, or set HARNESS_DATA to a directory in one".formatted(data));
  }

  /**
   * Whether programs can be executed where the engine is unpacked.
   *
   * @param cache where that is
   */
  public Finding programs(Path cache) {
    boolean forbidden =
        holding(cache).stream().anyMatch(mount -> mount.options().contains("noexec"));
    return forbidden
        ? Finding.broken(
            "programs",
            cache + " is mounted noexec: the engine's launcher cannot be executed there",
            "set XDG_CACHE_HOME to a directory where programs may be executed")
        : Finding.ok("programs", cache + " may hold them");
  }

  /** The mount that a path is on: of several at one place the last hides the others. */
  private Optional<Mount> holding(Path path) {
    return mounts.stream()
        .filter(mount -> path.startsWith(mount.target()))
        .reduce(
            (best, next) ->
                Comparator.comparing((Mount mount) -> mount.target().getNameCount())
                            .compare(next, best)
                        >= 0
                    ? next
                    : best);
  }

  /** A line of mountinfo, as in {@code proc(5)}. */
  private record Mount(Path target, List<String> options, String type) {
    private static final int TARGET = 4;
    private static final int OPTIONS = 5;

    static Mount parse(String line) {
      String[] fields = line.split(" ", -1);
      int separator = List.of(fields).indexOf("-");
      return new Mount(
          Path.of(fields[TARGET]), List.of(fields[OPTIONS].split(",", -1)), fields[separator + 1]);
    }
  }
}
