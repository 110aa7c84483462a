package dev.harness;

import dev.harness.build.ImageBuild;
import dev.harness.engineapi.container.ContainerConfig;
import dev.harness.files.CopiedFile;
import dev.harness.spec.ContainerPort;
import dev.harness.spec.Limits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The values of a specification while one is made from another; never changed afterwards. */
final class SpecDraft {
  final String image;

  /** Of what the image is yet to be made. */
  final @Nullable ImageBuild build;

  final NavigableSet<ContainerPort> ports;

  /** Those of the ports that open before the container listens. */
  final NavigableSet<ContainerPort> eagerPorts;

  final Map<String, String> env;
  final Map<String, String> labels;
  final List<CopiedFile> files;
  final List<String> aliases;
  final List<String> binds;
  final Map<String, String> tmpfs;
  final List<ContainerSpec> dependencies;
  String name = "";
  List<String> command = List.of();
  @Nullable List<String> entrypoint;
  String user = "";
  String workingDirectory = "";
  String hostname = "";
  String network = "";
  Limits limits = Limits.NONE;
  ContainerConfig.@Nullable Healthcheck healthCheck;
  Wait wait = Wait.forPublishedPorts();
  Duration startupTimeout = Duration.ofSeconds(60);
  @Nullable Duration reuse;
  boolean snapshot;

  /** Networks and volumes that go with the run; a container that uses them cannot stay. */
  final List<Object> passing;

  SpecDraft(String image) {
    this(image, null);
  }

  SpecDraft(String image, @Nullable ImageBuild build) {
    this.image = image;
    this.build = build;
    this.ports = new TreeSet<>();
    this.eagerPorts = new TreeSet<>();
    this.env = new LinkedHashMap<>();
    this.labels = new LinkedHashMap<>();
    this.files = new ArrayList<>();
    this.aliases = new ArrayList<>();
    this.binds = new ArrayList<>();
    this.tmpfs = new LinkedHashMap<>();
    this.dependencies = new ArrayList<>();
    this.passing = new ArrayList<>();
  }

  SpecDraft(SpecDraft base) {
    this(base, base.image, base.build);
  }

  /** The same of an image that is there. */
  SpecDraft(SpecDraft base, String builtImage) {
    this(base, builtImage, null);
  }

  private SpecDraft(SpecDraft base, String image, @Nullable ImageBuild build) {
    this.image = image;
    this.build = build;
    this.ports = new TreeSet<>(base.ports);
    this.eagerPorts = new TreeSet<>(base.eagerPorts);
    this.env = new LinkedHashMap<>(base.env);
    this.labels = new LinkedHashMap<>(base.labels);
    this.files = new ArrayList<>(base.files);
    this.aliases = new ArrayList<>(base.aliases);
    this.network = base.network;
    this.binds = new ArrayList<>(base.binds);
    this.tmpfs = new LinkedHashMap<>(base.tmpfs);
    this.dependencies = new ArrayList<>(base.dependencies);
    this.passing = new ArrayList<>(base.passing);
    this.reuse = base.reuse;
    this.snapshot = base.snapshot;
    this.name = base.name;
    this.command = base.command;
    this.entrypoint = base.entrypoint;
    this.user = base.user;
    this.workingDirectory = base.workingDirectory;
    this.hostname = base.hostname;
    this.limits = base.limits;
    this.healthCheck = base.healthCheck;
    this.wait = base.wait;
    this.startupTimeout = base.startupTimeout;
  }
}
