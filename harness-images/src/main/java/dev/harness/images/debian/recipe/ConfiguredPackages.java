package dev.harness.images.debian.recipe;

import dev.harness.images.debian.apt.PackageRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Images of packages whose maintainer scripts ran: with all that scripts may rely on, which is the
 * essential packages of the distribution (D13, D16).
 */
public final class ConfiguredPackages {
  /** What configures the packages in a container of the unpacked image. */
  public static final String SCRIPT = "/.configure-packages";

  private static final String NAME = "configured";

  /** Without it, apt would take the package that merges directories, and all of Perl (D4). */
  private static final String MERGED = "usr-is-merged";

  private ConfiguredPackages() {}

  static Recipe recipe(List<String> packages) {
    List<String> names = new ArrayList<>(packages);
    names.add(PackageRequest.ESSENTIAL);
    names.add(MERGED);
    return new Recipe(
            NAME,
            new PackageRequest(names, List.of(), List.of()),
            List.of(),
            steps(),
            ImageSettings.ofCommand("sh"))
        .about(Pattern.quote(packages.get(0)))
        .configured();
  }

  /** What has to be there before the first script runs. */
  private static List<RootStep> steps() {
    return List.of(
        new BaseAccounts(),
        RootStep.MakeDirectory.ofRoot("root", 0700),
        RootStep.MakeDirectory.ofRoot("tmp", 01777),
        RootStep.MakeDirectory.ofRoot("var/tmp", 01777),
        RootStep.MakeDirectory.ofRoot("run/lock", 01777),
        new RootStep.MakeLink("usr/bin/awk", "mawk"),
        // Nobody wants servers to be started by an installation in a container.
        new RootStep.WriteFile("usr/sbin/policy-rc.d", 0755, "#!/bin/sh\nexit 101\n"),
        ImageFiles.executable(SCRIPT.substring(1), NAME + "/configure.sh"));
  }
}
