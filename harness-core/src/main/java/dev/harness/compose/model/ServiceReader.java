package dev.harness.compose.model;

import dev.harness.ContainerSpec;
import dev.harness.compose.file.Variables;
import dev.harness.compose.text.Amount;
import dev.harness.compose.yaml.Value;
import dev.harness.compose.yaml.Value.Fields;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads services. */
final class ServiceReader {
  private static final KnownKeys ENV_FILE_KEYS = KnownKeys.of("path", "required");
  private static final KnownKeys NETWORK_KEYS =
      KnownKeys.of(
          List.of("aliases"),
          Map.of(
              "ipv4_address", "is not supported: services find each other by their names",
              "ipv6_address", "is not supported: services find each other by their names",
              "mac_address", "is not supported"));
  private static final Set<String> READ_HERE =
      Set.of(
          "image",
          "build",
          "ports",
          "env_file",
          "environment",
          "volumes",
          "networks",
          "network_mode",
          "depends_on",
          "container_name",
          "profiles",
          "scale",
          "configs",
          "secrets");
  private static final KnownKeys KEYS = keys();

  private final Path directory;
  private final Variables variables;
  private final BuildReader builds;
  private final PortReader ports;
  private final List<FileReaders> files;

  /** Those of configurations, or of secrets, with the key of services that use them. */
  record FileReaders(String key, FileReader reader) {}

  /** Prepares; relative names of files begin at {@code directory}. */
  ServiceReader(Path directory, Variables variables, PortReader ports, List<FileReaders> files) {
    this.ports = ports;
    this.directory = directory;
    this.variables = variables;
    this.builds = new BuildReader(directory, variables);
    this.files = List.copyOf(files);
  }

  private static KnownKeys keys() {
    Set<String> read = new HashSet<>(READ_HERE);
    read.addAll(ServiceKeys.all().keySet());
    read.addAll(ServiceKeys.WITHOUT_EFFECT);
    return KnownKeys.of(read, ServiceKeys.REFUSED);
  }

  /** Reads one. */
  Service service(String name, Fields service) {
    KEYS.require(service);
    ContainerSpec spec = image(service);
    spec = set(spec, service, "env_file", this::fromFiles);
    spec = set(spec, service, "environment", this::environment);
    for (Map.Entry<String, ServiceKeys.Effect> key : ServiceKeys.all().entrySet()) {
      spec = set(spec, service, key.getKey(), key.getValue());
    }
    spec = set(spec, service, "ports", ports::published);
    for (FileReaders file : files) {
      spec = set(spec, service, file.key(), file.reader()::given);
    }
    MountReader mounts =
        service.get("volumes").read("volumes", new MountReader(spec, directory)::read);
    int replicas = DeployReader.replicas(service);
    NetworkMode mode = NetworkMode.of(service);
    Map<String, Dependency> dependencies =
        new LinkedHashMap<>(service.get("depends_on").read("depends_on", DependencyReader::of));
    if (!mode.service().isEmpty()) {
      dependencies.putIfAbsent(mode.service(), new Dependency(Dependency.Condition.STARTED, true));
    }
    return new Service(
        name,
        mode.engines().isEmpty() ? mounts.spec() : mounts.spec().network(mode.engines()),
        mode.hasOwn() ? networks(name, service, replicas) : Map.of(),
        mode.service(),
        mounts.volumes(),
        dependencies,
        isChecked(service.get("healthcheck").fields()),
        replicas);
  }

  /** The profiles of one. */
  static Set<String> profiles(Fields service) {
    return new HashSet<>(service.get("profiles").read("profiles", one -> one.each(Value::text)));
  }

  /** What is built needs no name: it is not for others. */
  private ContainerSpec image(Fields service) {
    Value build = service.get("build");
    if (!build.isNothing()) {
      return ContainerSpec.build(build.read("build", builds::of));
    }
    Value image = service.get("image");
    if (image.isNothing()) {
      throw service.wrong("has no image, and no build of one");
    }
    return image.read("image", one -> ContainerSpec.image(one.text()));
  }

  private static ContainerSpec set(
      ContainerSpec spec, Fields service, String key, ServiceKeys.Effect effect) {
    Value value = service.get(key);
    return value.isNothing() ? spec : value.read(key, one -> effect.on(spec, one));
  }

  private ContainerSpec fromFiles(ContainerSpec base, Value files) {
    ContainerSpec spec = base;
    for (Value file : files.items()) {
      for (Map.Entry<String, Optional<String>> one : variables(file).entrySet()) {
        Optional<String> value = one.getValue().or(() -> variables.value(one.getKey()));
        if (value.isPresent()) {
          spec = spec.env(one.getKey(), value.get());
        }
      }
    }
    return spec;
  }

  private Map<String, Optional<String>> variables(Value file) {
    if (file instanceof Value.Text) {
      return variables.read(MountReader.path(file.text(), directory));
    }
    Fields fields = file.fields();
    ENV_FILE_KEYS.require(fields);
    Path path = MountReader.path(fields.get("path").text(), directory);
    Value required = fields.get("required");
    boolean mayBeMissing = !required.isNothing() && !Amount.truth(required.text());
    return mayBeMissing && !Files.exists(path) ? Map.of() : variables.read(path);
  }

  /** A variable without a value has that of the surroundings, if any. */
  private ContainerSpec environment(ContainerSpec base, Value environment) {
    ContainerSpec spec = base;
    for (Map.Entry<String, Value> one : environment.fields().byName().entrySet()) {
      Optional<String> value =
          one.getValue().isNothing()
              ? variables.value(one.getKey())
              : Optional.of(one.getValue().read(one.getKey(), Value::text));
      if (value.isPresent()) {
        spec = spec.env(one.getKey(), value.get());
      }
    }
    return spec;
  }

  private static boolean isChecked(Fields check) {
    Value disable = check.get("disable");
    Value test = check.get("test");
    boolean isNone = !test.isNothing() && test.items().get(0).text().equals("NONE");
    return !check.byName().isEmpty()
        && !isNone
        && (disable.isNothing() || !Amount.truth(disable.text()));
  }

  private static Map<String, List<String>> networks(String name, Fields service, int replicas) {
    List<String> names = new ArrayList<>(List.of(name));
    Value own = service.get("container_name");
    if (!own.isNothing()) {
      if (replicas > 1) {
        throw own.wrong("container_name is one name for %d containers".formatted(replicas));
      }
      names.add(own.text());
    }
    Fields networks = service.get("networks").fields();
    return networks.byName().isEmpty()
        ? Map.of("default", names)
        : service
            .get("networks")
            .read(
                "networks", all -> networks.eachField((key, one) -> aliases(names, one.fields())));
  }

  private static List<String> aliases(List<String> names, Fields network) {
    NETWORK_KEYS.require(network);
    List<String> all = new ArrayList<>(names);
    all.addAll(network.get("aliases").read("aliases", one -> one.each(Value::text)));
    return List.copyOf(all);
  }
}
