package dev.harness.images.debian.deb;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;

/**
 * The database of dpkg in a root directory, in which packages are unpacked and wait to be
 * configured: so that {@code dpkg --configure} finds what it would have written itself (D13).
 */
public final class DpkgDatabase {
  private static final String DIRECTORY = "var/lib/dpkg/";
  private static final Set<String> SCRIPTS =
      Set.of("preinst", "postinst", "prerm", "postrm", "config");

  private final RootTree tree;
  private final StringBuilder status = new StringBuilder();

  /** Will write to a tree that has the packages. */
  public DpkgDatabase(RootTree tree) {
    this.tree = tree;
  }

  /**
   * Records a package.
   *
   * @param paths of all its files, those that were left out too
   * @throws DebianException.UnpackFailed when its control data cannot be read
   */
  public void add(PackageFile deb, Iterable<String> paths) {
    Map<String, byte[]> control = deb.control();
    String stanza = text(control.getOrDefault("control", new byte[0])).strip();
    if (!stanza.startsWith("Package: " + deb.identity().name() + "\n") || stanza.contains("\n\n")) {
      throw new DebianException.UnpackFailed(
          deb.identity().name(), "its control file does not describe it");
    }
    boolean several = stanza.contains("\nMulti-Arch: same");
    String name = deb.identity().name() + (several ? ":" + deb.identity().architecture() : "");
    control.forEach(
        (file, content) -> {
          if (!file.equals("control") && !file.contains("/")) {
            put("info/" + name + "." + file, SCRIPTS.contains(file) ? 0755 : 0644, content);
          }
        });
    put("info/" + name + ".list", 0644, bytes(list(paths)));
    status.append(stanza).append("\nStatus: install ok unpacked\n");
    appendConfigurationFiles(text(control.getOrDefault("conffiles", new byte[0])));
    status.append('\n');
  }

  private static String list(Iterable<String> paths) {
    StringBuilder list = new StringBuilder("/.\n");
    for (String path : paths) {
      if (!path.isEmpty()) {
        list.append('/').append(path).append('\n');
      }
    }
    return list.toString();
  }

  /** They are in their places already; that nobody has changed them is for dpkg to find. */
  private void appendConfigurationFiles(String paths) {
    StringBuilder files = new StringBuilder();
    paths
        .lines()
        .map(String::strip)
        .filter(line -> line.startsWith("/") && line.indexOf(' ') < 0)
        .forEach(path -> files.append(' ').append(path).append(" newconffile\n"));
    if (files.length() > 0) {
      status.append("Conffiles:\n").append(files);
    }
  }

  /** Writes what is there once for all packages. */
  public void finish() {
    put("status", 0644, bytes(status.toString()));
    put("info/format", 0644, bytes("1\n"));
    for (String empty : new String[] {"available", "diversions", "statoverride"}) {
      put(empty, 0644, new byte[0]);
    }
    for (String directory : new String[] {"alternatives", "parts", "triggers", "updates"}) {
      tree.put(DIRECTORY + directory, new RootNode.Directory(tree.own(0755)));
    }
  }

  private void put(String path, int mode, byte[] content) {
    tree.put(
        DIRECTORY + path,
        new RootNode.RegularFile(tree.own(mode), new FileContent.InMemory(content)));
  }

  private static String text(byte[] content) {
    return new String(content, StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
