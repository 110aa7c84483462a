package dev.harness;

import dev.harness.build.ImageBuild;
import dev.harness.engineapi.container.HostConfig;
import dev.harness.files.CopiedFile;
import dev.harness.files.FileSource;
import dev.harness.spec.Confinement;
import dev.harness.spec.ContainerPort;
import dev.harness.spec.HealthCheck;
import dev.harness.spec.MountTexts;
import dev.harness.spec.PullPolicy;
import dev.harness.spec.SpecRules;
import dev.harness.spec.UrlTemplate;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apiguardian.api.API;

/**
 * What a container is to be. Immutable: every method that changes something returns another
 * specification, so one may be kept in a constant and refined by each test.
 *
 * <pre>{@code
 * ContainerSpec.image("postgres:16").env("POSTGRES_PASSWORD", "secret").port(5432)
 * }</pre>
 *
 * <p>Methods throw an {@link IllegalArgumentException} that says what is wrong with a value.
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
public final class ContainerSpec {
  private final SpecDraft values;

  private ContainerSpec(SpecDraft values) {
    this.values = values;
  }

  /**
   * Starts with an image, and all as the image has it.
   *
   * @param image a name as the engine knows it; it is pulled if it is missing
   */
  public static ContainerSpec image(String image) {
    return new ContainerSpec(new SpecDraft(SpecRules.image(image)));
  }

  /**
   * Starts with an image that is built when the container starts, and all as that image has it.
   * {@link Harness#build} makes one image for several specifications.
   */
  public static ContainerSpec build(ImageBuild build) {
    return new ContainerSpec(new SpecDraft(build.toString(), build));
  }

  /** The same of an image that is there. */
  ContainerSpec of(String builtImage) {
    SpecDraft built = new SpecDraft(values, builtImage);
    built.pull = PullPolicy.NEVER;
    return new ContainerSpec(built);
  }

  Optional<ImageBuild> build() {
    return Optional.ofNullable(values.build);
  }

  private ContainerSpec changed(Consumer<SpecDraft> change) {
    SpecDraft copy = new SpecDraft(values);
    change.accept(copy);
    if (copy.snapshot) {
      SpecRules.snapshot(copy.binds, copy.reuse != null);
    }
    return new ContainerSpec(copy);
  }

  /** Gives the container a name; without one the engine invents it. */
  public ContainerSpec name(String name) {
    String checked = SpecRules.name(name);
    return changed(draft -> draft.name = checked);
  }

  /** Publishes a TCP port; {@link RunningContainer#port} tells under which number. */
  public ContainerSpec port(int number) {
    ContainerPort port = ContainerPort.tcp(number);
    return changed(draft -> draft.ports.add(port));
  }

  /**
   * Publishes a TCP port that accepts connections as soon as the container has started, although
   * nothing listens there yet, or only from time to time. Each connection is led into the container
   * when it comes; where nobody takes it, it is reset. {@link Wait#forPublishedPorts} does not wait
   * for such a port, because that it is open says nothing of the container.
   *
   * <p>Our engine opens all others only when the container listens. Docker opens all ports at once
   * and needs no telling.
   */
  public ContainerSpec eagerPort(int number) {
    ContainerPort port = ContainerPort.tcp(number);
    return changed(
        draft -> {
          draft.ports.add(port);
          draft.eagerPorts.add(port);
        });
  }

  /**
   * Publishes a TCP port under a number that is known before: two such containers cannot run at the
   * same time, so {@link #port} is better where tests can ask for the number.
   *
   * @param hostPort the port of this machine
   */
  public ContainerSpec fixedPort(int number, int hostPort) {
    ContainerPort port = ContainerPort.tcp(number);
    int checked = ContainerPort.tcp(hostPort).number();
    return changed(
        draft -> {
          draft.ports.add(port);
          draft.fixedPorts.put(port, checked);
        });
  }

  /**
   * Publishes a UDP port; {@link RunningContainer#udpPort} tells under which number. Datagrams tell
   * nobody whether somebody listens, so {@link Wait#forPublishedPorts} does not wait for it.
   */
  public ContainerSpec udpPort(int number) {
    ContainerPort port = ContainerPort.udp(number);
    return changed(draft -> draft.ports.add(port));
  }

  /** Sets a variable of the environment; the image's others stay. */
  public ContainerSpec env(String name, String value) {
    String checked = SpecRules.variable(name);
    SpecRules.text("the value of " + name, value);
    return changed(draft -> draft.env.put(checked, value));
  }

  /**
   * Sets a variable to an address by which the container is reached from here, for servers that tell
   * their clients where they are:
   *
   * <pre>{@code
   * .envUrl("KAFKA_ADVERTISED_LISTENERS", "PLAINTEXT://{host}:{port:9092}")
   * }</pre>
   *
   * <p>The ports in it are published under numbers that were free on this machine a moment before. A
   * container that is {@linkplain #reuse reused} keeps its own.
   *
   * @param template as {@link RunningContainer#url} takes it
   */
  public ContainerSpec envUrl(String name, String template) {
    String checked = SpecRules.variable(name);
    UrlTemplate url = UrlTemplate.parse(SpecRules.text("the value of " + name, template));
    return changed(
        draft -> {
          draft.envUrls.put(checked, url);
          draft.ports.addAll(url.ports());
        });
  }

  /** Sets the arguments, in place of the image's. */
  public ContainerSpec command(String... arguments) {
    List<String> checked = checked("an argument", arguments);
    return changed(draft -> draft.command = checked);
  }

  /** Sets what is executed, in place of the image's; without a value only the arguments are. */
  public ContainerSpec entrypoint(String... words) {
    List<String> checked = checked("the entry point", words);
    return changed(draft -> draft.entrypoint = checked);
  }

  private static List<String> checked(String what, String... words) {
    return Arrays.stream(words).map(word -> SpecRules.text(what, word)).toList();
  }

  /** Sets the user: a name or number, or either with {@code :group} after it. */
  public ContainerSpec user(String user) {
    SpecRules.text("the user", user);
    return changed(draft -> draft.user = user);
  }

  /** Sets the directory in which the container's process starts. */
  public ContainerSpec workingDirectory(String path) {
    String checked = SpecRules.path("the working directory", path);
    return changed(draft -> draft.workingDirectory = checked);
  }

  /** Sets the name that the container has for itself. */
  public ContainerSpec hostname(String hostname) {
    String checked = SpecRules.hostname(hostname);
    return changed(draft -> draft.hostname = checked);
  }

  /** Puts the container into a network, in place of the engine's default one. */
  public ContainerSpec network(ContainerNetwork network) {
    return network(network.name()).changed(draft -> draft.passing.add(network));
  }

  /**
   * Puts the container into a network that the engine has, in place of its default one.
   *
   * @param name of the network, or {@code none}, {@code host}, {@code container:NAME}
   */
  public ContainerSpec network(String name) {
    SpecRules.text("the network", name);
    return changed(draft -> draft.network = name);
  }

  /**
   * Puts the container into one more network that the engine has. Its published ports lead to the
   * first one.
   *
   * @param name of the network, which must not be one of the engine's own
   * @param aliases more names by which the others of that network find it
   */
  public ContainerSpec alsoInNetwork(String name, String... aliases) {
    SpecRules.text("the network", name);
    List<String> checked = Arrays.stream(aliases).map(SpecRules::alias).toList();
    return changed(draft -> draft.moreNetworks.put(name, checked));
  }

  /** Gives the container one more name by which the others of its network find it. */
  public ContainerSpec alias(String alias) {
    String checked = SpecRules.alias(alias);
    return changed(draft -> draft.aliases.add(checked));
  }

  /**
   * Lets the container find an address by a name, by a line of {@code /etc/hosts}.
   *
   * @param address as {@code 10.0.0.1}, or {@code host-gateway} for where it finds this machine
   */
  public ContainerSpec extraHost(String name, String address) {
    String line = SpecRules.hostname(name) + ":" + SpecRules.address(address);
    return changed(draft -> draft.extraHosts.add(line));
  }

  /** Attaches a label. */
  public ContainerSpec label(String key, String value) {
    if (key.isBlank()) {
      throw new IllegalArgumentException("the key of a label must not be blank");
    }
    return changed(draft -> draft.labels.put(key, value));
  }

  /** Puts a file with the given text, in UTF-8, into the container before it starts. */
  public ContainerSpec file(String target, String content) {
    return copy(FileSource.text(content), target);
  }

  /** Puts a file with the given bytes into the container before it starts. */
  public ContainerSpec file(String target, byte[] content) {
    return copy(FileSource.bytes(content), target);
  }

  /**
   * Copies text, bytes, files, directories or resources of the class path into the container before
   * it starts.
   *
   * @param target the name that it gets there, not the directory above
   */
  public ContainerSpec copy(FileSource source, String target) {
    CopiedFile file = new CopiedFile(source, SpecRules.path("a file's place", target));
    return changed(draft -> draft.files.add(file));
  }

  /**
   * Mounts a file or directory of this machine, which the container can write.
   *
   * @param source must exist; relative to the working directory
   * @param target where it is in the container
   */
  public ContainerSpec bind(Path source, String target) {
    String bind = MountTexts.bind(source, target);
    return changed(draft -> draft.binds.add(bind));
  }

  /** Mounts a file or directory of this machine, which the container can only read. */
  public ContainerSpec bindReadOnly(Path source, String target) {
    String bind = MountTexts.bind(source, target) + ":ro";
    return changed(draft -> draft.binds.add(bind));
  }

  /**
   * Mounts a volume: a directory that the engine keeps beyond the container, and makes where there
   * is none of that name. An empty one begins as what the image has at the target.
   *
   * @param name two or more letters, digits, {@code _}, {@code .} or {@code -}
   * @param target where it is in the container
   */
  public ContainerSpec volume(String name, String target) {
    String bind = MountTexts.volume(name, target);
    return changed(draft -> draft.binds.add(bind));
  }

  /** Mounts a volume of one's own, as {@link #volume(String, String)} mounts one by its name. */
  public ContainerSpec volume(ContainerVolume volume, String target) {
    return volume(volume.name(), target).changed(draft -> draft.passing.add(volume));
  }

  /** Mounts a volume, as {@link #volume(String, String)} does, which the container can only read. */
  public ContainerSpec volumeReadOnly(String name, String target) {
    String bind = MountTexts.volume(name, target) + ":ro";
    return changed(draft -> draft.binds.add(bind));
  }

  /** Mounts memory, which is gone when the container ends; fast, as no disk is written. */
  public ContainerSpec tmpfs(String target) {
    return tmpfs(target, "");
  }

  /**
   * Mounts memory with options.
   *
   * @param options with commas between them, as {@code size=64m,mode=1777}
   */
  public ContainerSpec tmpfs(String target, String options) {
    String checked = SpecRules.path("the place of a tmpfs", target);
    SpecRules.text("the options of a tmpfs", options);
    return changed(draft -> draft.tmpfs.put(checked, options));
  }

  /**
   * Sets the size of {@code /dev/shm}, by which processes share memory; 64 MiB by default, which
   * browsers and large databases exceed.
   *
   * @param bytes as {@code 1L << 30}
   */
  public ContainerSpec sharedMemory(long bytes) {
    long checked = SpecRules.sharedMemory(bytes);
    return changed(draft -> draft.sharedMemory = checked);
  }

  /** Sets what the container may do on its machine; by default what Docker lets each. */
  public ContainerSpec confinement(Confinement confinement) {
    return changed(draft -> draft.confinement = confinement);
  }

  /** Gives the container all rights that its namespaces have: {@link Confinement#privileged}. */
  public ContainerSpec privileged() {
    return confinement(values.confinement.privileged());
  }

  /** Lets the engine's init be the first process: it reaps what others leave, and passes signals on. */
  public ContainerSpec init() {
    return changed(draft -> draft.init = true);
  }

  /** Sets the signal by which the container is asked to end, such as {@code SIGINT}. */
  public ContainerSpec stopSignal(String signal) {
    SpecRules.text("the signal", signal);
    return changed(draft -> draft.stopSignal = signal);
  }

  /**
   * Limits memory; what needs more is killed. As much swap again is allowed. Default: no limit.
   *
   * @param bytes 6 MiB at least, as {@code 512L << 20}
   */
  public ContainerSpec memory(long bytes) {
    long checked = SpecRules.memory(bytes);
    return changed(draft -> draft.limits = draft.limits.memory(checked));
  }

  /**
   * Limits processor time. Default: no limit.
   *
   * @param cpus how many processors' time there is, as {@code 0.5}; 0.01 at least
   */
  public ContainerSpec cpus(double cpus) {
    long nanos = SpecRules.nanoCpus(cpus);
    return changed(draft -> draft.limits = draft.limits.nanoCpus(nanos));
  }

  /**
   * Limits how many processes and threads there are at a time. Default: no limit.
   *
   * @param most 1 at least
   */
  public ContainerSpec pids(long most) {
    long checked = SpecRules.pids(most);
    return changed(draft -> draft.limits = draft.limits.pids(checked));
  }

  /**
   * Starts other containers before this one, where they start together: {@link Harness#startAll}.
   *
   * @param others these very specifications; a refined copy of one is another
   */
  public ContainerSpec dependsOn(ContainerSpec... others) {
    List<ContainerSpec> all = List.of(others);
    return changed(draft -> draft.dependencies.addAll(all));
  }

  /**
   * Lets the engine run a command in the container again and again, in place of the image's health
   * check; {@link Wait#forHealthy} waits until it succeeds.
   *
   * @param interval between two runs
   */
  public ContainerSpec healthCheck(Duration interval, String... command) {
    Duration checked = SpecRules.time("the interval of the health check", interval);
    return healthCheck(HealthCheck.command(command).interval(checked));
  }

  /** Sets what the engine does again and again to find out whether the container works. */
  public ContainerSpec healthCheck(HealthCheck check) {
    return changed(draft -> draft.healthCheck = check.form());
  }

  /**
   * Lets the engine start the container again when it has ended; {@link Wait waits} go on meanwhile.
   *
   * @param policy {@code no}, {@code always}, {@code unless-stopped}, {@code on-failure} or, with the
   *     most restarts behind it, {@code on-failure:3}
   */
  public ContainerSpec restart(String policy) {
    HostConfig.RestartPolicy checked = SpecRules.restart(policy);
    return changed(draft -> draft.restart = checked);
  }

  /** Sets when the image is asked for in its registry; {@link PullPolicy#MISSING} by default. */
  public ContainerSpec pull(PullPolicy policy) {
    return changed(draft -> draft.pull = policy);
  }

  /** Sets when the container counts as ready; by default when all published ports are open. */
  public ContainerSpec waitFor(Wait wait) {
    return changed(draft -> draft.wait = wait);
  }

  /** Sets how long the container may take from its start until it is ready; 60 seconds. */
  public ContainerSpec startupTimeout(Duration timeout) {
    Duration checked = SpecRules.time("the startup timeout", timeout);
    return changed(draft -> draft.startupTimeout = checked);
  }

  /**
   * Lets the container stay when the run of tests is over, and takes it again in later runs, whose
   * specification, image and copied files are the same, as long as it runs. What tests have left in
   * it is still there. Engines that end with the run, such as the built-in one, keep nothing.
   *
   * @param ttl how long it is taken from its creation on; an hour later the next run that reuses
   *     anything removes it
   */
  public ContainerSpec reuse(Duration ttl) {
    Duration checked = SpecRules.time("the time of reuse", ttl);
    return changed(draft -> draft.reuse = checked);
  }

  /**
   * Lets the container begin with what the first one of this specification had written when it was
   * ready: a database is initialised once on this machine, and fresh for every test. The first start
   * initialises as always; then that container is stopped, and what it has written, also into its
   * volumes without a name, is kept as a local image. Containers begin as if they had been stopped and
   * started again, so files are not copied into them once more.
   *
   * <p>Another image, variable, command, file, limit, port of the container or wait makes another
   * snapshot; names, networks, labels and numbers of host ports do not. Directories of this machine
   * must be {@linkplain #bindReadOnly read-only}, and volumes with names are refused. Memory ({@link
   * #tmpfs}) is not kept. A wait for several {@linkplain Wait#forLogLine(String, int) lines} is over
   * with the first of them when the published ports are open.
   *
   * <p>Other engines than ours start as always. docs/snapshots.md tells more.
   */
  public ContainerSpec snapshot() {
    return changed(draft -> draft.snapshot = true);
  }

  /** The image's name; where it is built, what it is built of. */
  public String image() {
    return values.image;
  }

  /** The container's name, empty when the engine is to invent it. */
  public String name() {
    return values.name;
  }

  /** Whether a TCP port is among the published ones. */
  public boolean publishes(int port) {
    return values.ports.contains(ContainerPort.tcp(port));
  }

  /** Whether a UDP port is among the published ones. */
  public boolean publishesUdp(int port) {
    return values.ports.contains(ContainerPort.udp(port));
  }

  /** What the container may do on its machine, to refine it. */
  public Confinement confinement() {
    return values.confinement;
  }

  /** Whether later runs of tests take the container again, by {@link #reuse}. */
  public boolean isReused() {
    return values.reuse != null;
  }

  /** Whether the container begins with what an earlier one had written, by {@link #snapshot}. */
  public boolean beginsFromSnapshot() {
    return values.snapshot;
  }

  /** Whether the engine starts the container again when it has ended, by {@link #restart}. */
  boolean startsAgain() {
    return !values.restart.equals(HostConfig.RestartPolicy.NONE)
        && !values.restart.name().equals("no");
  }

  /** What has no accessor of its own. */
  SpecDraft values() {
    return values;
  }

  Optional<Duration> reuse() {
    return Optional.ofNullable(values.reuse);
  }

  Set<ContainerPort> ports() {
    return values.ports;
  }

  /** The ports that open when the container listens, as far as the engine can tell. */
  Set<ContainerPort> tellingPorts() {
    Set<ContainerPort> telling = new TreeSet<>(values.ports);
    telling.removeAll(values.eagerPorts);
    telling.removeIf(port -> !port.isTcp());
    return telling;
  }

  /** The name of the network, empty for the engine's default one. */
  public String network() {
    return values.network;
  }

  /** More names in the network. */
  public List<String> aliases() {
    return List.copyOf(values.aliases);
  }

  Map<String, String> labels() {
    return values.labels;
  }

  List<CopiedFile> files() {
    return values.files;
  }

  List<ContainerSpec> dependencies() {
    return values.dependencies;
  }

  Wait waiting() {
    return values.wait;
  }

  Duration startupTimeout() {
    return values.startupTimeout;
  }

  @Override
  public String toString() {
    return values.toString();
  }
}
