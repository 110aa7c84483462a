package dev.harness.runtime.doctor;

import dev.harness.runtime.cgroup.LimitSupport;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Looks at the files of the system that decide whether containers can run (R1-R11, R41). */
public final class MachineChecks {
  private static final Pattern RELEASE = Pattern.compile("(\\d+)\\.(\\d+).*");
  private static final int MAJOR = 5;
  private static final int MINOR = 12;
  private static final int MAX_BYTES = 64 << 10;

  private final Path root;

  /** Looks below {@code root}, which is {@code /} but in tests. */
  public MachineChecks(Path root) {
    this.root = root;
  }

  /** All that was found, what matters most first. */
  public List<Finding> run() {
    List<Finding> findings = new ArrayList<>();
    findings.add(kernel());
    findings.add(userNamespaces());
    findings.add(privileges());
    findings.add(appArmor());
    if (!isRoot()) {
      findings.add(idMapping());
    }
    findings.add(cgroups());
    String release = read("proc/sys/kernel/osrelease").orElse("unknown");
    findings.add(new PacketFilter(root, release).look());
    findings.add(ping());
    return findings;
  }

  private Finding kernel() {
    String release = read("proc/sys/kernel/osrelease").orElse("unknown");
    Matcher matcher = RELEASE.matcher(release);
    boolean recent = matcher.matches() && isRecent(matcher);
    String evidence = "Linux " + release;
    return recent
        ? Finding.ok("kernel", evidence)
        : Finding.broken("kernel", evidence, "the engine needs Linux 5.12 or newer");
  }

  private static boolean isRecent(Matcher release) {
    int major = Integer.parseInt(release.group(1));
    int minor = Integer.parseInt(release.group(2));
    return major > MAJOR || (major == MAJOR && minor >= MINOR);
  }

  private Finding userNamespaces() {
    Optional<String> limit = read("proc/sys/user/max_user_namespaces");
    Optional<String> allowed = read("proc/sys/kernel/unprivileged_userns_clone");
    if (limit.isEmpty()) {
      return Finding.broken(
          "user namespaces",
          "/proc/sys/user/max_user_namespaces is missing",
          "run a kernel with CONFIG_USER_NS");
    }
    if (limit.get().equals("0")) {
      return Finding.broken(
          "user namespaces",
          "user.max_user_namespaces = 0",
          "sudo sysctl -w user.max_user_namespaces=15000");
    }
    if (allowed.equals(Optional.of("0")) && !isRoot()) {
      return Finding.broken(
          "user namespaces",
          "kernel.unprivileged_userns_clone = 0",
          "sudo sysctl -w kernel.unprivileged_userns_clone=1");
    }
    return Finding.ok("user namespaces", "user.max_user_namespaces = " + limit.get());
  }

  private Finding privileges() {
    String seccomp = status("Seccomp").orElse("0");
    String noNewPrivileges = status("NoNewPrivs").orElse("0");
    String evidence = "Seccomp: %s, NoNewPrivs: %s".formatted(seccomp, noNewPrivileges);
    if (seccomp.equals("2")) {
      return Finding.degraded(
          "confinement",
          evidence,
          "this process runs under a seccomp filter, as in a container; if the engine cannot make"
              + " namespaces, run that with --security-opt seccomp=unconfined (Docker) or"
              + " seccompProfile.type: Unconfined (Kubernetes)");
    }
    if (noNewPrivileges.equals("1") && !isRoot()) {
      return Finding.degraded(
          "confinement",
          evidence,
          "newuidmap cannot gain privileges; allow privilege escalation for this process");
    }
    return Finding.ok("confinement", evidence);
  }

  private Finding appArmor() {
    String name = "kernel.apparmor_restrict_unprivileged_userns";
    String value = read("proc/sys/kernel/apparmor_restrict_unprivileged_userns").orElse("absent");
    String evidence = name + " = " + value;
    return value.equals("1") && !isRoot()
        ? Finding.broken("AppArmor", evidence, "sudo sysctl -w " + name + "=0")
        : Finding.ok("AppArmor", evidence);
  }

  private Finding idMapping() {
    String user = System.getProperty("user.name", "");
    boolean programs = executable("newuidmap") && executable("newgidmap");
    boolean ranges = hasRange("etc/subuid", user) && hasRange("etc/subgid", user);
    if (programs && ranges) {
      return Finding.ok("subordinate ids", "newuidmap, newgidmap and ranges for " + user);
    }
    String evidence =
        "%s; %s"
            .formatted(
                programs ? "newuidmap is there" : "newuidmap or newgidmap is missing",
                ranges ? "ranges for " + user : "no ranges for " + user + " in /etc/subuid");
    String fix =
        (programs ? "" : "sudo apt-get install uidmap; ")
            + (ranges
                ? ""
                : "sudo usermod --add-subuids 100000-165535 --add-subgids 100000-165535 " + user);
    return Finding.degraded(
        "subordinate ids",
        evidence + ": containers have one user only",
        fix.strip().replaceAll(";$", ""));
  }

  private Finding cgroups() {
    LimitSupport support = LimitSupport.find(root);
    String version =
        switch (support.version()) {
          case ONE -> "version 1";
          case TWO -> "version 2";
          case NONE -> "containers cannot be limited or paused";
        };
    return support.obstacle().isEmpty()
        ? Finding.ok("cgroups", version)
        : Finding.degraded("cgroups", version + ": " + support.obstacle(), support.remedy());
  }

  /** Who may send echo requests is a setting about groups, which does not even spare root. */
  private Finding ping() {
    String name = "net.ipv4.ping_group_range";
    Optional<String> range = read("proc/sys/net/ipv4/ping_group_range");
    String evidence = name + " = " + range.orElse("absent").replaceAll("\\s+", " ");
    long group = Long.parseLong(status("Gid").map(gids -> gids.split("\\s+", 3)[1]).orElse("0"));
    return range.isEmpty() || isWithin(range.get(), group)
        ? Finding.ok("ping", evidence)
        : Finding.degraded(
            "ping",
            evidence + ": containers cannot ping what is beyond their networks",
            "sudo sysctl -w " + name + "='0 2147483647'");
  }

  private static boolean isWithin(String range, long number) {
    String[] ends = range.strip().split("\\s+", -1);
    return ends.length == 2
        && Long.parseLong(ends[0]) <= number
        && number <= Long.parseLong(ends[1]);
  }

  private boolean isRoot() {
    return uid().equals(Optional.of("0"));
  }

  private Optional<String> uid() {
    return status("Uid").map(uids -> uids.split("\\s+", 2)[0]);
  }

  private boolean executable(String program) {
    return List.of("usr/bin", "bin", "usr/local/bin").stream()
        .anyMatch(directory -> Files.isExecutable(root.resolve(directory).resolve(program)));
  }

  /** Ranges are given to names or to numbers. */
  private boolean hasRange(String file, String user) {
    String number = uid().orElse(user);
    return read(file)
        .map(
            text ->
                text.lines()
                    .anyMatch(line -> line.startsWith(user + ":") || line.startsWith(number + ":")))
        .orElse(false);
  }

  private Optional<String> status(String field) {
    String prefix = field.toLowerCase(Locale.ROOT) + ":";
    return read("proc/self/status")
        .flatMap(
            text ->
                text.lines()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(prefix))
                    .map(line -> line.substring(prefix.length()).strip())
                    .findFirst());
  }

  private Optional<String> read(String file) {
    try (InputStream in = Files.newInputStream(root.resolve(file))) {
      // Not readString: it reads one byte first, and files of /proc/sys then have no more to say.
      byte[] bytes = in.readNBytes(MAX_BYTES);
      return Optional.of(new String(bytes, StandardCharsets.UTF_8).strip());
    } catch (IOException absent) {
      return Optional.empty();
    }
  }
}
