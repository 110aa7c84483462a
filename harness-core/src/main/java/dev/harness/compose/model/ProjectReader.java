package dev.harness.compose.model;

import dev.harness.compose.file.ComposeFiles;
import dev.harness.compose.file.Variables;
import dev.harness.compose.text.Amount;
import dev.harness.compose.yaml.Value;
import dev.harness.compose.yaml.Value.Fields;
import dev.harness.spec.NetworkSpec;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/** Reads compose files as what they want. */
public final class ProjectReader {
  /** What files say of names is for others: here each start has networks and volumes of its own. */
  private static final KnownKeys KEYS =
      KnownKeys.of(
          List.of("services", "networks", "volumes", "configs", "secrets", "name", "version"),
          Map.of(
              "include", "is not supported: give all files to the composition",
              "models", "is not supported"));

  private static final KnownKeys NETWORK_KEYS =
      KnownKeys.of(
          List.of(
              "name",
              "driver",
              "internal",
              "enable_ipv6",
              "ipam",
              "external",
              "attachable",
              "labels"),
          Map.of(
              "driver_opts", "is not supported",
              "enable_ipv4", "is not supported: networks have IPv4"));
  private static final KnownKeys IPAM_KEYS = KnownKeys.of("driver", "config");
  private static final KnownKeys POOL_KEYS =
      KnownKeys.of(
          List.of("subnet"),
          Map.of(
              "gateway", "is not supported: it has the first address of the subnet",
              "ip_range", "is not supported: containers have addresses of the whole subnet",
              "aux_addresses", "is not supported"));
  private static final KnownKeys VOLUME_KEYS =
      KnownKeys.of(
          List.of("name", "driver", "external", "labels"),
          Map.of(
              "driver_opts",
              "is not supported: a directory can be mounted by the service, and memory as tmpfs"));

  private ProjectReader() {}

  /**
   * Reads files, of which later ones count more; what services say only when they are wanted.
   *
   * @param directory where relative names begin
   * @param hasFixedPorts whether host ports have the numbers that the files give them
   * @throws IllegalArgumentException that tells file, line, keys and what is wrong
   */
  public static Project read(
      List<Path> files, Path directory, Variables variables, boolean hasFixedPorts) {
    Fields all = ComposeFiles.read(files, variables);
    KEYS.require(all);
    Fields configs = all.get("configs").read("configs", Value::fields);
    Fields secrets = all.get("secrets").read("secrets", Value::fields);
    ServiceReader reader =
        new ServiceReader(
            directory,
            variables,
            new PortReader(hasFixedPorts),
            List.of(
                new ServiceReader.FileReaders(
                    "configs", new FileReader("configs", "/", configs, directory, variables)),
                new ServiceReader.FileReaders(
                    "secrets",
                    new FileReader("secrets", "/run/secrets/", secrets, directory, variables))));
    Map<String, ProjectNetwork> networks =
        all.get("networks")
            .read("networks", one -> one.fields().eachField((name, of) -> network(name, of)));
    networks = new LinkedHashMap<>(networks);
    networks.putIfAbsent("default", new ProjectNetwork(NetworkSpec.any(), ""));
    Map<String, ProjectVolume> volumes =
        all.get("volumes")
            .read("volumes", one -> one.fields().eachField((name, of) -> volume(name, of)));
    Set<String> names = all.get("services").read("services", Value::fields).byName().keySet();
    Names declared = new Names(names, networks.keySet(), volumes.keySet());
    Map<String, DeclaredService> services =
        all.get("services")
            .read(
                "services",
                one -> one.fields().eachField((name, of) -> service(name, of, reader, declared)));
    return new Project(services, networks, volumes);
  }

  /** What files declare. */
  private record Names(Set<String> services, Set<String> networks, Set<String> volumes) {}

  private static DeclaredService service(
      String name, Value value, ServiceReader reader, Names declared) {
    Supplier<Service> reading =
        () ->
            value.read(
                "services." + name,
                one -> {
                  Service service = reader.service(name, one.fields());
                  requireDeclared(service, declared, one);
                  return service;
                });
    return new DeclaredService(ServiceReader.profiles(value.fields()), reading);
  }

  private static void requireDeclared(Service service, Names declared, Value value) {
    Set<String> missing = new TreeSet<>();
    service.networks().keySet().stream()
        .filter(one -> !declared.networks().contains(one))
        .forEach(one -> missing.add("network " + one));
    service.volumes().stream()
        .map(Service.VolumeUse::name)
        .filter(one -> !one.isEmpty() && !declared.volumes().contains(one))
        .forEach(one -> missing.add("volume " + one));
    service.dependencies().keySet().stream()
        .filter(one -> !declared.services().contains(one))
        .forEach(one -> missing.add("service " + one));
    if (!missing.isEmpty()) {
      throw value.wrong(
          "uses the %s, which the files do not declare".formatted(String.join(", the ", missing)));
    }
  }

  private static ProjectNetwork network(String name, Value value) {
    Fields network = value.fields();
    NETWORK_KEYS.require(network);
    if (isTrue(network.get("external"))) {
      return new ProjectNetwork(NetworkSpec.any(), nameOf(name, network));
    }
    Value driver = network.get("driver");
    if (!driver.isNothing() && !Set.of("bridge", "default").contains(driver.text())) {
      throw driver.wrong("the driver '%s' is not supported: bridge".formatted(driver.text()));
    }
    NetworkSpec spec = NetworkSpec.any();
    if (isTrue(network.get("internal"))) {
      spec = spec.internal();
    }
    if (isTrue(network.get("enable_ipv6"))) {
      spec = spec.ipv6();
    }
    Fields ipam = network.get("ipam").fields();
    IPAM_KEYS.require(ipam);
    for (Value pool : ipam.get("config").items()) {
      POOL_KEYS.require(pool.fields());
      Value subnet = pool.fields().get("subnet");
      NetworkSpec before = spec;
      spec = subnet.isNothing() ? spec : subnet.read("ipam", one -> before.subnet(one.text()));
    }
    return new ProjectNetwork(spec, "");
  }

  private static ProjectVolume volume(String name, Value value) {
    Fields volume = value.fields();
    VOLUME_KEYS.require(volume);
    if (isTrue(volume.get("external"))) {
      return new ProjectVolume(nameOf(name, volume));
    }
    Value driver = volume.get("driver");
    if (!driver.isNothing() && !driver.text().equals("local")) {
      throw driver.wrong("the driver '%s' is not supported: local".formatted(driver.text()));
    }
    return new ProjectVolume("");
  }

  private static String nameOf(String name, Fields external) {
    Value own = external.get("name");
    return own.isNothing() ? name : own.text();
  }

  private static boolean isTrue(Value value) {
    return !value.isNothing() && Amount.truth(value.text());
  }
}
