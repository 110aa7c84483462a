package dev.harness.compose.model;

import dev.harness.ContainerSpec;
import dev.harness.compose.model.Service.VolumeUse;
import dev.harness.compose.text.Amount;
import dev.harness.compose.yaml.Value;
import dev.harness.compose.yaml.Value.Fields;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads what a service mounts. */
final class MountReader {
  private static final KnownKeys KEYS =
      KnownKeys.of(
          "type", "source", "target", "read_only", "bind", "volume", "tmpfs", "consistency");
  private static final KnownKeys BIND_KEYS =
      KnownKeys.of(
          List.of("propagation", "create_host_path", "selinux"),
          Map.of("recursive", "is not supported: mounts below come along"));
  private static final KnownKeys VOLUME_KEYS =
      KnownKeys.of(
          List.of("labels"),
          Map.of(
              "nocopy", "is not supported: an empty volume begins as what the image has there",
              "subpath", "is not supported: mount the whole volume"));
  private static final KnownKeys TMPFS_KEYS = KnownKeys.of("size", "mode");

  private final Path directory;
  private final List<VolumeUse> volumes = new ArrayList<>();
  private ContainerSpec spec;

  /** Prepares; relative names begin at {@code directory}. */
  MountReader(ContainerSpec spec, Path directory) {
    this.spec = spec;
    this.directory = directory;
  }

  /** Reads them all. */
  MountReader read(Value mounts) {
    List<String> unused = mounts.each(mount -> add(mount.fields()));
    return this;
  }

  /** The specification with binds and memory. */
  ContainerSpec spec() {
    return spec;
  }

  /** The volumes. */
  List<VolumeUse> volumes() {
    return volumes;
  }

  private String add(Fields mount) {
    KEYS.require(mount);
    String type = mount.get("type").text();
    String target = mount.get("target").text();
    Value readOnly = mount.get("read_only");
    boolean isReadOnly = !readOnly.isNothing() && Amount.truth(readOnly.text());
    switch (type) {
      case "bind" -> bind(mount, target, isReadOnly);
      case "volume" -> {
        VOLUME_KEYS.require(mount.get("volume").fields());
        Value source = mount.get("source");
        volumes.add(new VolumeUse(source.isNothing() ? "" : source.text(), target, isReadOnly));
      }
      case "tmpfs" -> spec = spec.tmpfs(target, options(mount.get("tmpfs").fields()));
      default ->
          throw mount
              .get("type")
              .wrong("'%s' is not supported: bind, volume or tmpfs".formatted(type));
    }
    return target;
  }

  private void bind(Fields mount, String target, boolean isReadOnly) {
    Fields bind = mount.get("bind").fields();
    BIND_KEYS.require(bind);
    Value propagation = bind.get("propagation");
    if (!propagation.isNothing() && !propagation.text().matches("r?private")) {
      throw propagation.wrong(
          "'%s' is not supported: mounts that come later stay where they are made"
              .formatted(propagation.text()));
    }
    Path source = path(mount.get("source").text(), directory);
    spec = isReadOnly ? spec.bindReadOnly(source, target) : spec.bind(source, target);
  }

  /** A file of this machine as compose files name it. */
  static Path path(String name, Path directory) {
    boolean isAtHome = name.equals("~") || name.startsWith("~/");
    return isAtHome
        ? Path.of(System.getProperty("user.home")).resolve(name.substring(1).replaceFirst("^/", ""))
        : directory.resolve(name).normalize();
  }

  private static String options(Fields tmpfs) {
    TMPFS_KEYS.require(tmpfs);
    List<String> options = new ArrayList<>();
    if (!tmpfs.get("size").isNothing()) {
      options.add("size=" + Amount.bytes(tmpfs.get("size").text()));
    }
    if (!tmpfs.get("mode").isNothing()) {
      options.add("mode=" + FileReader.mode(tmpfs.get("mode")));
    }
    return String.join(",", options);
  }
}
