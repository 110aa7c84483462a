package dev.harness.images.debian.recipe;

import dev.harness.images.debian.apt.PackageRequest;
import java.util.List;

/** busybox, statically linked, under all its names: three files and many links. */
final class Busybox {
  private Busybox() {}

  static Recipe recipe() {
    List<RootStep> steps =
        List.of(
            new LinkApplets("bin/busybox"),
            new ServiceAccount("root", 0, "/root", "/bin/sh"),
            new ServiceAccount("nobody", 65534, "/nonexistent", "/bin/false"),
            RootStep.MakeDirectory.ofRoot("root", 0700),
            RootStep.MakeDirectory.ofRoot("run", 0755),
            RootStep.MakeDirectory.ofRoot("tmp", 01777),
            RootStep.MakeDirectory.ofRoot("var/tmp", 01777));
    return new Recipe(
        "busybox",
        new PackageRequest(
            List.of("busybox-static"), BaseSystem.ONLY_FOR_SCRIPTS, List.of("libc6")),
        List.of("usr/share/initramfs-tools/**"),
        steps,
        ImageSettings.ofCommand("sh"));
  }
}
