package dev.harness.runtime.engine.request;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Something that is to be mounted into a container. */
public sealed interface MountRequest {
  /** Where in the container: absolute, without {@code .} and {@code ..}, not the root itself. */
  String target();

  /** Whether the container can only read it. */
  boolean readOnly();

  /**
   * A file or directory of the host.
   *
   * @param source absolute
   * @param below what becomes of the mounts below it
   * @param propagation what becomes of those that the host makes there later
   * @param createsSource whether a directory is made where nothing is (C10)
   */
  record Bind(
      Path source,
      String target,
      boolean readOnly,
      Below below,
      Propagation propagation,
      boolean createsSource)
      implements MountRequest {}

  /** What becomes of the mounts below the source of a bind. */
  enum Below {
    /** They do not come along. */
    ABSENT,
    /** They can be written where they can be on the host, also if the bind cannot. */
    UNRESTRICTED,
    /** They are read-only if the bind is. */
    LIKE_THE_BIND
  }

  /**
   * What becomes of mounts that the host makes below the source of a bind, or takes away there, when
   * the container is there already. What the container mounts never gets out.
   */
  enum Propagation {
    /** They do not come; the default. */
    RPRIVATE,
    /** The same: no mount of ours could be reached by others. */
    PRIVATE,
    /** They come and go. */
    RSLAVE,
    /** The same. */
    SLAVE;

    /** Whether mounts of the host come later. */
    public boolean receives() {
      return switch (this) {
        case RPRIVATE, PRIVATE -> false;
        case RSLAVE, SLAVE -> true;
      };
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A volume.
   *
   * @param name absent: an anonymous one, which goes with the container
   * @param copiesUp whether an empty one begins as what the image has at the target (C28)
   * @param labels of a volume that is made for this
   * @param options of a volume that is made for this
   */
  record InVolume(
      Optional<String> name,
      String target,
      boolean readOnly,
      boolean copiesUp,
      Map<String, String> labels,
      Map<String, String> options)
      implements MountRequest {
    /** Copies the maps. */
    public InVolume {
      labels = Map.copyOf(labels);
      options = Map.copyOf(options);
    }

    /** An anonymous volume at {@code target}. */
    public static InVolume anonymous(String target) {
      return new InVolume(Optional.empty(), target, false, true, Map.of(), Map.of());
    }
  }

  /**
   * Memory, which begins empty at each start.
   *
   * @param options words as {@code mount(8)} takes them for tmpfs
   */
  record Memory(String target, boolean readOnly, List<String> options) implements MountRequest {
    /** Copies the options. */
    public Memory {
      options = List.copyOf(options);
    }
  }

  /**
   * All that another container has mounted, except memory.
   *
   * @param container its name or id
   * @param readOnly whether all of it is read-only; otherwise each as it is there
   */
  record From(String container, boolean readOnly) {}
}
