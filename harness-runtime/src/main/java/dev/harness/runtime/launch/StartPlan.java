package dev.harness.runtime.launch;

import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.linux.process.NamespaceKind;
import java.util.List;
import java.util.Map;

/**
 * All that the start of a container needs, decided: the launcher looks nothing up.
 *
 * @param userNamespace borrowed until the container is started
 * @param joined namespaces that the container has not for itself, all of the user namespace
 * @param root absolute path where the container's root is mounted already, in the engine's mount
 *     namespace
 * @param hostname of the container
 * @param domainname of the container; empty for none
 * @param network which network it is in
 * @param receivesMounts whether mounts in the root that receive those of others go on doing so
 * @param mounts in the order in which they are attached
 * @param maskedPaths absolute paths in the container that show nothing (C14)
 * @param readOnlyPaths absolute paths in the container that cannot be written (C15)
 * @param readOnlyRoot whether only what is mounted can be written (C6)
 * @param sysctls such as {@code net.ipv4.ip_unprivileged_port_start} (C20)
 * @param process what it runs
 * @param init whether the first process is an init, and this one its child (C32)
 * @param stdio its standard streams
 */
public record StartPlan(
    UserNamespace userNamespace,
    List<Joined> joined,
    String root,
    String hostname,
    String domainname,
    NetworkPlan network,
    boolean receivesMounts,
    List<PlannedMount> mounts,
    List<MaskedPath> maskedPaths,
    List<String> readOnlyPaths,
    boolean readOnlyRoot,
    Map<String, String> sysctls,
    ProcessPlan process,
    boolean init,
    Stdio stdio) {

  /** Refuses a relative root. */
  public StartPlan {
    joined = List.copyOf(joined);
    mounts = List.copyOf(mounts);
    maskedPaths = List.copyOf(maskedPaths);
    readOnlyPaths = List.copyOf(readOnlyPaths);
    sysctls = Map.copyOf(sysctls);
    if (!root.startsWith("/")) {
      throw new IllegalArgumentException("root is not an absolute path: " + root);
    }
  }

  /**
   * A namespace of another container.
   *
   * @param namespace borrowed until the container is started
   */
  public record Joined(Fd namespace, NamespaceKind kind) {}

  /**
   * A path that shows nothing.
   *
   * @param directory whether an empty directory covers it, not the null device
   */
  public record MaskedPath(String path, boolean directory) {}

  /** The directory that holds the root; relative sources of binds are below it. */
  String directory() {
    return root.substring(0, Math.max(1, root.lastIndexOf('/')));
  }

  /** The root's name in {@link #directory}. */
  String rootName() {
    return root.substring(root.lastIndexOf('/') + 1);
  }

  /** A plan without mounts, in a new network namespace. */
  public static Builder builder(
      UserNamespace userNamespace, String root, ProcessPlan process, Stdio stdio) {
    return new Builder(userNamespace, root, process, stdio);
  }

  /** Collects the parts of a plan. */
  public static final class Builder {
    private final UserNamespace userNamespace;
    private final String root;
    private final ProcessPlan process;
    private final Stdio stdio;
    private String hostname = "localhost";
    private String domainname = "";
    private NetworkPlan network = new NetworkPlan.Fresh();
    private boolean receivesMounts;
    private List<PlannedMount> mounts = List.of();
    private List<MaskedPath> maskedPaths = List.of();
    private List<String> readOnlyPaths = List.of();
    private boolean readOnlyRoot;
    private Map<String, String> sysctls = Map.of();
    private List<Joined> joined = List.of();
    private boolean init;

    private Builder(UserNamespace userNamespace, String root, ProcessPlan process, Stdio stdio) {
      this.userNamespace = userNamespace;
      this.root = root;
      this.process = process;
      this.stdio = stdio;
    }

    /** Sets the host name; default {@code localhost}. */
    public Builder hostname(String name) {
      hostname = name;
      return this;
    }

    /** Sets the NIS domain name; default none. */
    public Builder domainname(String name) {
      domainname = name;
      return this;
    }

    /** Sets the network; default a new namespace. */
    public Builder network(NetworkPlan plan) {
      network = plan;
      return this;
    }

    /** Sets whether what the root has mounted goes on receiving mounts of others; default no. */
    public Builder receivesMounts(boolean receives) {
      receivesMounts = receives;
      return this;
    }

    /** Sets the mounts, in the order in which they are attached. */
    public Builder mounts(List<PlannedMount> all) {
      mounts = all;
      return this;
    }

    /** Sets what shows nothing. */
    public Builder maskedPaths(List<MaskedPath> all) {
      maskedPaths = all;
      return this;
    }

    /** Sets what cannot be written. */
    public Builder readOnlyPaths(List<String> all) {
      readOnlyPaths = all;
      return this;
    }

    /** Sets whether only what is mounted can be written; default no. */
    public Builder readOnlyRoot(boolean readOnly) {
      readOnlyRoot = readOnly;
      return this;
    }

    /** Sets kernel parameters of the container's namespaces. */
    public Builder sysctls(Map<String, String> all) {
      sysctls = all;
      return this;
    }

    /** Sets which namespaces of another container it is in. */
    public Builder joined(List<Joined> all) {
      joined = all;
      return this;
    }

    /** Sets whether the first process is an init; default no. */
    public Builder init(boolean before) {
      init = before;
      return this;
    }

    /** Makes the plan. */
    public StartPlan build() {
      return new StartPlan(
          userNamespace,
          joined,
          root,
          hostname,
          domainname,
          network,
          receivesMounts,
          mounts,
          maskedPaths,
          readOnlyPaths,
          readOnlyRoot,
          sysctls,
          process,
          init,
          stdio);
    }
  }
}
