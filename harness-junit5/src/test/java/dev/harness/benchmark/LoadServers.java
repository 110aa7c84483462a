package dev.harness.benchmark;

import dev.harness.engineapi.client.ContainersApi;
import dev.harness.engineapi.container.ContainerConfig;
import dev.harness.engineapi.container.CreateContainerRequest;
import dev.harness.engineapi.container.HostConfig;
import dev.harness.engineapi.network.NetworkingConfig;
import dev.harness.engineapi.network.PortBinding;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The servers that load is put on, in containers: a Redis, one that only sends, one that receives. */
record LoadServers(ContainersApi containers) {
  private static final String REDIS = "debian.internal/redis";
  private static final String SOCAT = "debian.internal/packages/socat";
  private static final int SOURCE = 18_001;
  private static final int SINK = 18_002;
  private static final int LOOPBACK_REDIS = 18_003;

  /** What the containers are made of. */
  static final List<String> IMAGES = List.of(REDIS, SOCAT);

  /** Containers of the three, by their ids. */
  record Places(ContainersApi containers, String redis, String traffic) {
    /** To the containers' addresses; both are in one container, so that there is one address. */
    NetworkPath direct(String name) {
      return new NetworkPath(name, List.of(), address(), List.of("6379", "" + SOURCE, "" + SINK));
    }

    NetworkPath published(String name) {
      return new NetworkPath(
          name, List.of(), "127.0.0.1", List.of(port(6379), port(SOURCE), port(SINK)));
    }

    private String port(int number) {
      return containers
          .started(redis)
          .network()
          .ports()
          .getOrDefault(number + "/tcp", List.of())
          .get(0)
          .hostPort();
    }

    private String address() {
      return containers.inspect(redis).networkSettings().ipAddress();
    }
  }

  /** Servers of this machine's own loopback: their containers have the host's network. */
  NetworkPath onLoopback() {
    start(
        REDIS,
        "host",
        List.of("redis-server", "--port", "" + LOOPBACK_REDIS, "--protected-mode", "no"),
        Set.of());
    start(SOCAT, "host", traffic(), Set.of());
    return new NetworkPath(
        "loopback", List.of(), "127.0.0.1", List.of("" + LOOPBACK_REDIS, "" + SOURCE, "" + SINK));
  }

  /** A Redis in a container, with its ports and those of a second one that shares its network. */
  Places inContainers() {
    String redis = start(REDIS, "bridge", List.of(), Set.of(6379, SOURCE, SINK));
    return new Places(containers, redis, start(SOCAT, "container:" + redis, traffic(), Set.of()));
  }

  private static List<String> traffic() {
    String send =
        "socat -u -b 131072 OPEN:/dev/zero TCP-LISTEN:%d,fork,reuseaddr".formatted(SOURCE);
    String take = "socat -u -b 131072 TCP-LISTEN:%d,fork,reuseaddr OPEN:/dev/null".formatted(SINK);
    return List.of("sh", "-c", send + " & exec " + take);
  }

  private String start(String image, String network, List<String> command, Set<Integer> ports) {
    Set<String> exposed = ports.stream().map(port -> port + "/tcp").collect(Collectors.toSet());
    Map<String, List<PortBinding>> bindings =
        exposed.stream()
            .collect(
                Collectors.toMap(port -> port, port -> List.of(new PortBinding("127.0.0.1", ""))));
    ContainerConfig config =
        ContainerConfig.builder().image(image).cmd(command).exposedPorts(exposed).build();
    HostConfig host = HostConfig.builder().networkMode(network).portBindings(bindings).build();
    String id =
        containers
            .create("", new CreateContainerRequest(config, host, NetworkingConfig.EMPTY))
            .id();
    containers.start(id);
    return id;
  }
}
