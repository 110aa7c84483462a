package dev.harness.runtime.engine.start;

import dev.harness.runtime.engine.request.EngineException;
import dev.harness.runtime.engine.request.NameSettings;
import dev.harness.runtime.engine.request.ProcessConfig;
import dev.harness.runtime.fs.Root;
import dev.harness.runtime.launch.MountSource;
import dev.harness.runtime.launch.PlannedMount;
import dev.harness.runtime.linux.file.MountAttribute;
import dev.harness.runtime.net.AddressText;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The files of {@code /etc} that describe the container's place in the network (C30, C31). */
final class EtcFiles {
  private static final Path HOST_RESOLVERS = Path.of("/etc/resolv.conf");
  private static final Path RESOLVERS_BEHIND = Path.of("/run/systemd/resolve/resolv.conf");
  private static final String LOOPBACK_NAMES =
      """
      127.0.0.1\tlocalhost
      ::1\tlocalhost ip6-localhost ip6-loopback
      fe00::0\tip6-localnet
      ff00::0\tip6-mcastprefix
      ff02::1\tip6-allnodes
      ff02::2\tip6-allrouters
      """;

  private final Root root;
  private final ProcessConfig process;
  private final NameSettings names;
  private final InetAddress hostGateway;

  /** Describes a container's place; {@code hostGateway} is where it reaches the host. */
  EtcFiles(Root root, ProcessConfig process, NameSettings names, InetAddress hostGateway) {
    this.root = root;
    this.process = process;
    this.names = names;
    this.hostGateway = hostGateway;
  }

  /**
   * Writes all of them; the addresses are not yet known.
   *
   * @param onHost whether the container can reach the resolvers on the host's loopback
   */
  void prepare(boolean onHost) {
    root.provide("hostname", process.hostname() + "\n");
    root.provide("resolv.conf", new ResolverFile(hostLines(), names).likeHost(onHost));
    hosts(List.of());
  }

  /** Lets the container ask another resolver than the host's, by which all names are found. */
  void useResolver(String address) {
    root.provide("resolv.conf", new ResolverFile(hostLines(), names).asking(address));
  }

  /** Writes {@code /etc/hosts} anew. */
  void hosts(List<InetAddress> own) {
    StringBuilder text = new StringBuilder(LOOPBACK_NAMES);
    own.forEach(address -> text.append(line(address, ownNames())));
    names
        .extraHosts()
        .forEach((name, address) -> text.append(line(address.orElse(hostGateway), name)));
    root.provide("hosts", text.toString());
  }

  /**
   * Mounts them; the sources are relative to the container's directory.
   *
   * @param host the root of another container, whose files about the network are mounted instead
   */
  List<PlannedMount> mounts(boolean readOnly, Optional<Root> host) {
    Set<MountAttribute> attributes = readOnly ? Set.of(MountAttribute.READ_ONLY) : Set.of();
    return Stream.of("resolv.conf", "hostname", "hosts")
        .map(
            name ->
                new PlannedMount(
                    new MountSource.Bind(source(name, host), false),
                    "/etc/" + name,
                    attributes,
                    false))
        .toList();
  }

  private String source(String name, Optional<Root> host) {
    return root.toBeside(host.orElse(root), name);
  }

  private String ownNames() {
    return process.domainname().isEmpty()
        ? process.hostname()
        : process.hostname() + "." + process.domainname() + " " + process.hostname();
  }

  private static String line(InetAddress address, String names) {
    return AddressText.of(address) + "\t" + names + "\n";
  }

  /** Behind systemd-resolved, which only the host reaches, are others. */
  private static List<String> hostLines() {
    List<String> lines = linesOf(HOST_RESOLVERS);
    List<String> behind =
        ResolverFile.isOnlyStub(lines) ? linesOf(RESOLVERS_BEHIND) : List.<String>of();
    return behind.isEmpty() ? lines : behind;
  }

  private static List<String> linesOf(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (NoSuchFileException none) {
      return List.of();
    } catch (IOException failure) {
      throw new EngineException.Failed(
          "cannot read %s: %s".formatted(file, failure.getMessage()), failure);
    }
  }
}
