package dev.harness.runtime.launch;

import dev.harness.runtime.linux.Fd;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a mount shows. */
public sealed interface MountSource {

  /**
   * A new file system.
   *
   * @param type such as {@code proc}
   * @param options {@code key=value} or {@code key}, as the file system reads them
   */
  record FileSystem(String type, List<String> options) implements MountSource {
    /** Copies the options. */
    public FileSystem {
      options = List.copyOf(options);
    }
  }

  /**
   * A new tmpfs with device nodes: the container's {@code /dev}.
   *
   * @param options of the tmpfs
   * @param nodes names in the engine's {@code /dev} that are bound; no node is made (C12)
   * @param directories names of directories, for the mounts that follow
   * @param files names of files, for the mounts that follow; their directories are among those
   * @param links symbolic links and their targets
   */
  record Devices(
      List<String> options,
      List<String> nodes,
      List<String> directories,
      List<String> files,
      Map<String, String> links)
      implements MountSource {
    /** Copies the lists; the order of the links is kept as it is in a sorted map. */
    public Devices {
      options = List.copyOf(options);
      nodes = List.copyOf(nodes);
      directories = List.copyOf(directories);
      files = List.copyOf(files);
      links = Map.copyOf(links);
    }

    /** The same with places for more mounts; those that are there already stay as they are. */
    public Devices withPlaces(Collection<String> moreDirectories, Collection<String> moreFiles) {
      Set<String> all = new LinkedHashSet<>(directories);
      all.addAll(moreDirectories);
      List<String> allFiles = new ArrayList<>(files);
      allFiles.addAll(moreFiles);
      return new Devices(options, nodes, List.copyOf(all), allFiles, links);
    }
  }

  /**
   * A file or directory of the engine's mount namespace.
   *
   * @param path absolute, or relative to the directory that holds the container's root
   * @param recursive whether the mounts below it come along
   */
  record Bind(String path, boolean recursive) implements MountSource {}

  /**
   * A detached mount that the engine made, an idmapped one for example.
   *
   * @param mount borrowed until the container is started
   */
  record Detached(Fd mount) implements MountSource {}
}
