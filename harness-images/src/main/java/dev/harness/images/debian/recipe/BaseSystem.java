package dev.harness.images.debian.recipe;

import dev.harness.images.debian.apt.PackageRequest;
import java.util.ArrayList;
import java.util.List;

/** What images with a shell have in common: packages, and what their maintainer scripts would do. */
final class BaseSystem {
  /** A root directory in which programs and a shell find what they expect. */
  static final List<String> PACKAGES =
      List.of("base-files", "base-passwd", "libc-bin", "dash", "coreutils", "sed", "grep", "mawk");

  /** What these do, only maintainer scripts ask for (D4, D5). */
  static final List<String> ONLY_FOR_SCRIPTS =
      List.of(
          "adduser",
          "debconf",
          "dpkg",
          "init-system-helpers",
          "lsb-base",
          "sensible-utils",
          "sysvinit-utils",
          "ucf",
          "usr-is-merged");

  private static final List<RootStep> STEPS =
      List.of(
          new BaseAccounts(),
          RootStep.MakeDirectory.ofRoot("tmp", 01777),
          RootStep.MakeDirectory.ofRoot("var/tmp", 01777),
          RootStep.MakeDirectory.ofRoot("run/lock", 01777),
          new RootStep.MakeLink("usr/bin/awk", "mawk"),
          new RootStep.MakeLink("etc/localtime", "/usr/share/zoneinfo/Etc/UTC"),
          // Without it, the C library would ask the name servers before it reads /etc/hosts.
          new RootStep.WriteFile(
              "etc/nsswitch.conf",
              0644,
              "passwd: files\ngroup: files\nshadow: files\nhosts: files dns\nservices: files\n"),
          new CertificateBundle());

  private BaseSystem() {}

  /** Asks for these packages on top. What is wanted does not count as installed. */
  static PackageRequest with(List<String> wanted, List<String> assumed, List<String> without) {
    List<String> names = new ArrayList<>(PACKAGES);
    names.addAll(wanted);
    List<String> installed = new ArrayList<>(ONLY_FOR_SCRIPTS);
    installed.addAll(assumed);
    installed.removeAll(wanted);
    return new PackageRequest(names, installed, without);
  }

  /** Its own steps, then these. */
  static List<RootStep> then(RootStep... steps) {
    List<RootStep> all = new ArrayList<>(STEPS);
    all.addAll(List.of(steps));
    return all;
  }
}
