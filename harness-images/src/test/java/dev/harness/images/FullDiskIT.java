package dev.harness.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.harness.images.layer.HostileTar;
import dev.harness.images.pipeline.ImageException;
import dev.harness.images.reference.Digest;
import dev.harness.images.reference.Platform;
import dev.harness.images.store.LayerLease;
import dev.harness.images.store.Store;
import dev.harness.images.store.StoreException;
import dev.harness.images.testing.ChildJvm;
import dev.harness.images.testing.FakeRegistry;
import dev.harness.images.testing.ImageFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A store on a disk that is full or read-only: a small file system in memory, which only a process
 * in a mount namespace of its own sees.
 */
class FullDiskIT {
  private static final String MOUNT_AND_RUN =
      "mount -t tmpfs -o size=8m tmpfs \"$1\" && shift && exec \"$@\"";

  @TempDir private Path directory;

  private void runInside(Class<?> main) throws Exception {
    List<String> namespace = new ArrayList<>(List.of("unshare", "--mount"));
    if (!System.getProperty("user.name").equals("root")) {
      namespace.add("--map-root-user");
    }
    Path disk = Files.createDirectory(directory.resolve("disk"));
    assumeThat(run(namespace, "sh", "-c", "mount -t tmpfs tmpfs \"$0\"", disk.toString()))
        .as("this user may mount in a namespace")
        .isZero();
    List<String> command = new ArrayList<>(List.of("sh", "-c", MOUNT_AND_RUN, "sh"));
    command.add(disk.toString());
    command.addAll(ChildJvm.command(main, disk.toString()));

    int exit = run(namespace, command.toArray(String[]::new));

    assertThat(directory.resolve("output")).content().endsWith("all is well\n");
    assertThat(exit).isZero();
  }

  private int run(List<String> namespace, String... inside) throws Exception {
    List<String> command = new ArrayList<>(namespace);
    command.addAll(List.of(inside));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("output").toFile())
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("%s ends", command).isTrue();
    return process.exitValue();
  }

  private static ImageFixture image(String file, int bytes) {
    byte[] layer = new HostileTar().file(file, "0".repeat(bytes)).bytes();
    return new ImageFixture().architecture(machine()).layer(layer, layer);
  }

  private static String machine() {
    return Platform.ofLinux(System.getProperty("os.arch")).architecture();
  }

  private static void fill(Path file) throws IOException {
    try (var out = Files.newOutputStream(file)) {
      for (byte[] block = new byte[4096]; ; ) {
        out.write(block);
      }
    } catch (IOException full) {
      assertThat(Files.size(file)).isPositive();
    }
  }

  @Test
  void removesImagesFromAFullDisk() throws Exception {
    runInside(FullDisk.class);
  }

  @Test
  void opensAgainWhenTheDiskCanBeWrittenAgain() throws Exception {
    runInside(ReadOnlyDisk.class);
  }

  /** What happens on a disk that fills. */
  static final class FullDisk {
    private FullDisk() {}

    public static void main(String[] arguments) throws IOException {
      Path disk = Path.of(arguments[0]);
      Path store = disk.resolve("images");
      try (FakeRegistry registry = new FakeRegistry()) {
        registry.put("small", "1", image("small", 1000));
        registry.put("large", "1", image("large", 20 << 20));
        try (Images images = PullProcess.open(store)) {
          PullProcess.pull(images, registry.name("small:1"));
          refusesTheLargeOne(images, registry.name("large:1"));
          assertThat(unfinished(store)).isEmpty();
          try (LayerLease lease =
              images.lease(images.find(registry.name("small:1")).orElseThrow())) {
            assertThat(lease.trees().get(0).resolve("small")).hasSize(1000);
          }
          assertThat(images.check(false).problems()).isEmpty();
        }
        fill(disk.resolve("other"));
        opensAndRemoves(store, registry.name("small:1"));
        Files.delete(disk.resolve("other"));
        try (Images images = PullProcess.open(store)) {
          PullProcess.pull(images, registry.name("small:1"));
          assertThat(images.check(false).problems()).isEmpty();
        }
      }
      System.out.println("all is well");
    }

    private static void refusesTheLargeOne(Images images, String name) {
      assertThatThrownBy(() -> PullProcess.pull(images, name))
          .isInstanceOf(ImageException.LayerFailed.class)
          .hasMessageContaining("cannot unpack large: ")
          .hasMessageContaining("; the disk is full, ")
          .hasMessageContaining("remove images (docker image prune -a)");
      assertThat(images.find(name)).isEmpty();
    }

    private static void opensAndRemoves(Path store, String name) {
      try (Images images = PullProcess.open(store)) {
        Digest id = images.find(name).orElseThrow().id();

        Removed removed = images.remove(name, true, List.of());

        assertThat(removed.deleted()).contains(id.toString());
        assertThat(images.list()).isEmpty();
      }
    }

    private static List<Path> unfinished(Path store) throws IOException {
      try (Stream<Path> files = Files.walk(store.resolve("sessions"))) {
        return files.filter(file -> file.toString().contains("/ingest/")).toList();
      }
    }
  }

  /** What happens on a disk that cannot be written for a while. */
  static final class ReadOnlyDisk {
    private ReadOnlyDisk() {}

    public static void main(String[] arguments) throws Exception {
      Path disk = Path.of(arguments[0]);
      Path store = disk.resolve("images");
      try (FakeRegistry registry = new FakeRegistry()) {
        registry.put("small", "1", image("small", 1000));
        try (Images images = PullProcess.open(store)) {
          PullProcess.pull(images, registry.name("small:1"));
        }
        remount(disk, "ro");
        assertThatThrownBy(() -> Store.open(store))
            .isInstanceOf(StoreException.Failed.class)
            .hasMessageContaining("cannot open the image store in " + store)
            .hasMessageContaining("is mounted read-only: make it writable");
        remount(disk, "rw");
        try (Images images = PullProcess.open(store)) {
          assertThat(images.find(registry.name("small:1"))).isPresent();
          assertThat(images.check(false).problems()).isEmpty();
        }
      }
      System.out.println("all is well");
    }

    /** Only the mount, not the file system: the kernel takes its options from users no more. */
    private static void remount(Path disk, String how) throws Exception {
      Process mount =
          new ProcessBuilder("mount", "-o", "remount,bind," + how, disk.toString())
              .inheritIO()
              .start();
      assertThat(mount.waitFor()).isZero();
    }
  }
}
