package dev.harness.spec;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.apiguardian.api.API;

/**
 * What a container may do on its machine, where that is not what Docker gives each. Immutable: each
 * method that changes something returns another one.
 *
 * <pre>{@code
 * ContainerSpec.image("search:8")
 *     .confinement(Confinement.standard().ulimit("memlock", -1, -1).addCapability("IPC_LOCK"))
 * }</pre>
 *
 * <p>What the engine cannot give it refuses when the container is created or started, with the
 * reason. With the built-in engine all of it counts in the container's own user namespace only
 * (docs/container-options.md).
 *
 * <p>Methods throw an {@link IllegalArgumentException} that says what is wrong with a value.
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
public final class Confinement {
  private static final Pattern CAPABILITY = Pattern.compile("[A-Za-z_]+");
  private static final Pattern SYSCTL = Pattern.compile("[a-z0-9_-]+([./][A-Za-z0-9_-]+)+");
  private static final Pattern ULIMIT = Pattern.compile("[a-z]+");
  private static final Confinement STANDARD = new Confinement();

  private boolean privileged;
  private boolean readOnlyRoot;
  private final Set<String> added = new LinkedHashSet<>();
  private final Set<String> dropped = new LinkedHashSet<>();
  private final Map<String, Ulimit> ulimits = new LinkedHashMap<>();
  private final Map<String, String> sysctls = new LinkedHashMap<>();
  private final Set<String> devices = new LinkedHashSet<>();
  private final Set<String> groups = new LinkedHashSet<>();
  private final Set<String> securityOptions = new LinkedHashSet<>();

  private Confinement() {}

  /**
   * A limit of each process.
   *
   * @param soft what holds at first; -1 means none
   * @param hard up to which a process may change that; -1 means none
   */
  public record Ulimit(long soft, long hard) {
    /** Refuses what is more than it may become. */
    public Ulimit {
      boolean isMore = hard != -1 && (soft == -1 || soft > hard);
      if (soft < -1 || hard < -1 || isMore) {
        throw new IllegalArgumentException(
            "a ulimit cannot be %d that may become %d: -1 means none".formatted(soft, hard));
      }
    }
  }

  /** As Docker gives each container. */
  public static Confinement standard() {
    return STANDARD;
  }

  private Confinement with(Consumer<Confinement> change) {
    Confinement copy = new Confinement();
    copy.privileged = privileged;
    copy.readOnlyRoot = readOnlyRoot;
    copy.added.addAll(added);
    copy.dropped.addAll(dropped);
    copy.ulimits.putAll(ulimits);
    copy.sysctls.putAll(sysctls);
    copy.devices.addAll(devices);
    copy.groups.addAll(groups);
    copy.securityOptions.addAll(securityOptions);
    change.accept(copy);
    return copy;
  }

  /** Gives all capabilities, masks nothing, and filters no system calls. */
  public Confinement privileged() {
    return with(copy -> copy.privileged = true);
  }

  /** Lets only volumes, memory and binds be written. */
  public Confinement readOnlyRoot() {
    return with(copy -> copy.readOnlyRoot = true);
  }

  /**
   * Gives a capability that containers do not have by default.
   *
   * @param name as {@code NET_ADMIN}, or {@code ALL}
   */
  public Confinement addCapability(String name) {
    String checked = capability(name);
    return with(copy -> copy.added.add(checked));
  }

  /**
   * Takes a capability that containers have by default.
   *
   * @param name as {@code NET_RAW}, or {@code ALL}: then only those added are left
   */
  public Confinement dropCapability(String name) {
    String checked = capability(name);
    return with(copy -> copy.dropped.add(checked));
  }

  private static String capability(String name) {
    if (!CAPABILITY.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "'%s' is no capability, such as NET_ADMIN".formatted(name));
    }
    return name;
  }

  /**
   * Limits each process.
   *
   * @param name as {@code nofile}, {@code memlock} or {@code nproc}
   * @param soft what holds at first; -1 means none
   * @param hard up to which a process may change that; -1 means none
   */
  public Confinement ulimit(String name, long soft, long hard) {
    if (!ULIMIT.matcher(name).matches()) {
      throw new IllegalArgumentException("'%s' is no ulimit, such as nofile".formatted(name));
    }
    Ulimit limit = new Ulimit(soft, hard);
    return with(copy -> copy.ulimits.put(name, limit));
  }

  /**
   * Sets a setting of the kernel for the container alone.
   *
   * @param name as {@code net.core.somaxconn}
   */
  public Confinement sysctl(String name, String value) {
    if (!SYSCTL.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "'%s' is no setting of the kernel, such as net.core.somaxconn".formatted(name));
    }
    SpecRules.text("the value of " + name, value);
    return with(copy -> copy.sysctls.put(name, value));
  }

  /**
   * Lets the container have a device of the machine at the same place.
   *
   * @param path as {@code /dev/fuse}
   */
  public Confinement device(String path) {
    SpecRules.path("a device", path);
    return with(copy -> copy.devices.add(path));
  }

  /** Lets the process belong to a group beside the user's own: a name of the image or a number. */
  public Confinement group(String group) {
    SpecRules.text("a group", group);
    return with(copy -> copy.groups.add(group));
  }

  /**
   * Adds a security option, as {@code docker run} takes it.
   *
   * @param option {@code no-new-privileges}, {@code seccomp=unconfined}, {@code seccomp=} and a
   *     profile in JSON, or {@code systempaths=unconfined}
   */
  public Confinement securityOption(String option) {
    SpecRules.text("a security option", option);
    return with(copy -> copy.securityOptions.add(option));
  }

  /** Whether nothing is kept from the container but what its user namespace keeps. */
  public boolean isPrivileged() {
    return privileged;
  }

  /** Whether it cannot write its root. */
  public boolean hasReadOnlyRoot() {
    return readOnlyRoot;
  }

  /** The capabilities on top of the default ones. */
  public Set<String> addedCapabilities() {
    return Collections.unmodifiableSet(added);
  }

  /** The default capabilities that it does not get. */
  public Set<String> droppedCapabilities() {
    return Collections.unmodifiableSet(dropped);
  }

  /** Limits of each process by their names. */
  public Map<String, Ulimit> ulimits() {
    return Collections.unmodifiableMap(ulimits);
  }

  /** Settings of the kernel. */
  public Map<String, String> sysctls() {
    return Collections.unmodifiableMap(sysctls);
  }

  /** Devices of the machine. */
  public Set<String> devices() {
    return Collections.unmodifiableSet(devices);
  }

  /** Groups beside the user's own. */
  public Set<String> groups() {
    return Collections.unmodifiableSet(groups);
  }

  /** Security options as the engine takes them. */
  public Set<String> securityOptions() {
    return Collections.unmodifiableSet(securityOptions);
  }
}
