package dev.harness.runtime.api.container;

import dev.harness.engineapi.container.ContainerConfig;
import dev.harness.engineapi.container.HostConfig;
import dev.harness.engineapi.container.Mount;
import dev.harness.runtime.api.http.RefusedRequest;
import dev.harness.runtime.api.http.UnsupportedFields;
import dev.harness.runtime.engine.request.MountRequest;
import dev.harness.runtime.engine.request.MountTarget;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns the API's four ways to ask for mounts into the engine's one. */
final class MountTranslation {
  private MountTranslation() {}

  /** {@code Binds}, {@code Mounts} and {@code Tmpfs}, in this order; a later one of a place wins. */
  static List<MountRequest> mounts(HostConfig host) {
    List<MountRequest> mounts = new ArrayList<>();
    Map<String, MountRequest> tmpfs = new LinkedHashMap<>();
    host.binds().forEach(bind -> mounts.add(BindText.parse(bind)));
    host.mounts().forEach(mount -> mounts.add(mount(mount)));
    host.tmpfs()
        .forEach(
            (path, options) -> {
              String target = MountTarget.normal("the tmpfs", path);
              tmpfs.put(target, new MountRequest.Memory(target, false, BindText.words(options)));
            });
    mounts.addAll(tmpfs.values());
    return mounts;
  }

  /** The paths of {@code Volumes}. */
  static Set<String> anonymous(ContainerConfig config) {
    Set<String> paths = new LinkedHashSet<>();
    config.volumes().forEach(path -> paths.add(MountTarget.normal("the volume", path)));
    return paths;
  }

  /** Reads {@code container[:ro|rw]}. */
  static List<MountRequest.From> from(List<String> lines) {
    List<MountRequest.From> from = new ArrayList<>();
    for (String line : lines) {
      int colon = line.indexOf(':');
      String mode = colon < 0 ? "rw" : line.substring(colon + 1);
      if (!Set.of("ro", "rw", "z", "Z").contains(mode)) {
        throw RefusedRequest.malformed(
            "HostConfig.VolumesFrom: invalid mode '%s' of '%s', want ro or rw"
                .formatted(mode, line));
      }
      from.add(
          new MountRequest.From(colon < 0 ? line : line.substring(0, colon), mode.equals("ro")));
    }
    return from;
  }

  private static MountRequest mount(Mount mount) {
    fields("HostConfig.Mounts.").refuse(mount.other());
    String target = MountTarget.normal("mount of type " + mount.type(), mount.target());
    return switch (mount.type()) {
      case "bind" -> bind(mount, target);
      case "volume" -> volume(mount, target);
      case "tmpfs" -> tmpfs(mount, target);
      default ->
          throw RefusedRequest.malformed(
              "invalid mount config for type \"%s\": mount type unknown, want bind, volume or tmpfs"
                  .formatted(mount.type()));
    };
  }

  private static MountRequest bind(Mount mount, String target) {
    if (!mount.source().startsWith("/")) {
      throw RefusedRequest.malformed(
          "invalid mount config for type \"bind\": invalid mount path: '%s' mount path must be"
                  .formatted(mount.source())
              + " absolute");
    }
    Mount.BindOptions options =
        Objects.requireNonNullElse(mount.bindOptions(), Mount.BindOptions.DEFAULT);
    fields("HostConfig.Mounts.BindOptions.").refuse(options.other());
    MountRequest.Propagation propagation = propagation(options.propagation());
    refuseContradictions(mount, options, propagation);
    return new MountRequest.Bind(
        Path.of(mount.source()),
        target,
        mount.readOnly(),
        below(options),
        propagation,
        options.createMountpoint());
  }

  private static MountRequest.Below below(Mount.BindOptions options) {
    if (options.nonRecursive()) {
      return MountRequest.Below.ABSENT;
    }
    return options.readOnlyNonRecursive()
        ? MountRequest.Below.UNRESTRICTED
        : MountRequest.Below.LIKE_THE_BIND;
  }

  /** That mounts below are read-only needs no force here: a bind that cannot be made so fails. */
  private static void refuseContradictions(
      Mount mount, Mount.BindOptions options, MountRequest.Propagation propagation) {
    boolean forced = options.readOnlyForceRecursive();
    String wrong = "";
    if (forced && options.readOnlyNonRecursive()) {
      wrong = "ReadOnlyNonRecursive and ReadOnlyForceRecursive contradict each other";
    } else if ((forced || options.readOnlyNonRecursive()) && !mount.readOnly()) {
      wrong = "ReadOnlyNonRecursive and ReadOnlyForceRecursive need ReadOnly";
    } else if (forced && propagation.receives()) {
      wrong =
          "ReadOnlyForceRecursive needs the propagation rprivate: what the host mounts later could"
              + " be written";
    }
    if (!wrong.isEmpty()) {
      throw RefusedRequest.malformed("invalid mount config for type \"bind\": " + wrong);
    }
  }

  /**
   * Reads what becomes of later mounts.
   *
   * @throws RefusedRequest when they were to come out of the container, which the kernel allows only
   *     between namespaces of the same power, or when it is no such word
   */
  static MountRequest.Propagation propagation(String text) {
    return switch (text) {
      case "", "rprivate" -> MountRequest.Propagation.RPRIVATE;
      case "private" -> MountRequest.Propagation.PRIVATE;
      case "rslave" -> MountRequest.Propagation.RSLAVE;
      case "slave" -> MountRequest.Propagation.SLAVE;
      case "shared", "rshared" ->
          throw RefusedRequest.malformed(
              "propagation '%s' of a bind is not supported by this engine: its containers have user namespaces of their own, out of which the kernel lets no mount; use rslave or rprivate"
                  .formatted(text));
      default ->
          throw RefusedRequest.malformed(
              "invalid propagation mode '%s', want rprivate, private, rslave or slave"
                  .formatted(text));
    };
  }

  private static MountRequest volume(Mount mount, String target) {
    Mount.@Nullable VolumeOptions options = mount.volumeOptions();
    Mount.@Nullable Driver driver = options == null ? null : options.driver();
    if (options != null) {
      fields("HostConfig.Mounts.VolumeOptions.").refuse(options.other());
    }
    if (driver != null && !Set.of("", "local").contains(driver.name())) {
      throw RefusedRequest.malformed(
          "volume driver '%s' is not supported by this engine; use local".formatted(driver.name()));
    }
    return new MountRequest.InVolume(
        Optional.of(mount.source()).filter(name -> !name.isEmpty()),
        target,
        mount.readOnly(),
        options == null || !options.noCopy(),
        options == null ? Map.of() : options.labels(),
        driver == null ? Map.of() : driver.options());
  }

  private static MountRequest tmpfs(Mount mount, String target) {
    if (!mount.source().isEmpty()) {
      throw RefusedRequest.malformed(
          "invalid mount config for type \"tmpfs\": field Source must not be specified");
    }
    List<String> words = new ArrayList<>();
    Mount.@Nullable TmpfsOptions options = mount.tmpfsOptions();
    if (options != null) {
      fields("HostConfig.Mounts.TmpfsOptions.").refuse(options.other());
      if (options.sizeBytes() > 0) {
        words.add("size=" + options.sizeBytes());
      }
      words.add("mode=" + String.format(Locale.ROOT, "%o", mode(options)));
    }
    return new MountRequest.Memory(target, mount.readOnly(), words);
  }

  private static int mode(Mount.TmpfsOptions options) {
    return options.mode() == 0 ? 01777 : options.mode();
  }

  private static UnsupportedFields fields(String place) {
    return new UnsupportedFields(place, Map.of(), Set.of());
  }
}
