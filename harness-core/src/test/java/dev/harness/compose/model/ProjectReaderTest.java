package dev.harness.compose.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harness.compose.file.Variables;
import dev.harness.compose.model.Dependency.Condition;
import dev.harness.compose.model.Service.VolumeUse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProjectReaderTest {
  @TempDir Path directory;

  private Project read(String text) throws IOException {
    Path file = Files.writeString(directory.resolve("compose.yaml"), text);
    Variables variables = Variables.of(Map.of(), name -> Optional.empty(), directory);
    return ProjectReader.read(List.of(file), directory, variables, false);
  }

  private Service web(String keys) throws IOException {
    Project project = read("services: {web: {image: a, %s}}".formatted(keys));
    return service(project, "web");
  }

  private static Service service(Project project, String name) {
    return one(project.services(), name).reading().get();
  }

  private static <T> T one(Map<String, T> all, String name) {
    return Objects.requireNonNull(all.get(name), name);
  }

  @Test
  void putsServicesIntoTheDefaultNetwork() throws IOException {
    Service web = web("container_name: shop_web");

    assertThat(web.spec().image()).isEqualTo("a");
    assertThat(web.networks()).isEqualTo(Map.of("default", List.of("web", "shop_web")));
    assertThat(web.replicas()).isOne();
    assertThat(web.isChecked()).isFalse();
  }

  @Test
  void readsWhatIsBuilt() throws IOException {
    assertThat(web("build: .").spec().image()).isEqualTo(directory.toString());
    assertThat(web("build: {target: test, args: [A=1], dockerfile: b/c}").spec().image())
        .isEqualTo(directory + ", stage test");
    assertThatThrownBy(() -> web("build: ./none"))
        .hasMessageEndingWith(
            ":1: services.web.build: %s/none is no directory here, and other contexts are not supported"
                .formatted(directory));
  }

  @Test
  void readsPorts() throws IOException {
    Service web = web("ports: ['8080:80', '5000-5001', '53:53/udp']");

    assertThat(web.spec().publishes(80)).isTrue();
    assertThat(web.spec().publishes(5000)).isTrue();
    assertThat(web.spec().publishes(5001)).isTrue();
    assertThat(web.spec().publishesUdp(53)).isTrue();
  }

  @Test
  void readsConfinement() throws IOException {
    Service web =
        web(
            """
            privileged: yes, read_only: true, cap_add: [NET_ADMIN], cap_drop: [ALL],
            ulimits: {nofile: 10, nproc: {soft: 1, hard: 2}}, sysctls: [net.core.somaxconn=9],
            security_opt: ['seccomp:unconfined'], devices: ['/dev/fuse:/dev/fuse:rwm']
            """);

    var confinement = web.spec().confinement();
    assertThat(confinement.isPrivileged()).isTrue();
    assertThat(confinement.hasReadOnlyRoot()).isTrue();
    assertThat(confinement.addedCapabilities()).containsExactly("NET_ADMIN");
    assertThat(confinement.droppedCapabilities()).containsExactly("ALL");
    assertThat(one(confinement.ulimits(), "nproc").hard()).isEqualTo(2);
    assertThat(confinement.sysctls()).isEqualTo(Map.of("net.core.somaxconn", "9"));
    assertThat(confinement.securityOptions()).containsExactly("seccomp=unconfined");
    assertThat(confinement.devices()).containsExactly("/dev/fuse");
  }

  @Test
  void readsVolumes() throws IOException {
    String text =
        """
        services:
          web: {image: a, volumes: [data:/data:ro, /own, '.:/here']}
        volumes: {data: , old: {external: true, name: kept}}
        """;

    Project project = read(text);

    assertThat(service(project, "web").volumes())
        .containsExactly(new VolumeUse("data", "/data", true), new VolumeUse("", "/own", false));
    assertThat(one(project.volumes(), "data").external()).isEmpty();
    assertThat(one(project.volumes(), "old").external()).isEqualTo("kept");
  }

  @Test
  void readsNetworks() throws IOException {
    String text =
        """
        services:
          web: {image: a, networks: {back: {aliases: [www]}, front: }}
        networks:
          back: {internal: true, enable_ipv6: true, ipam: {config: [{subnet: 10.9.0.0/16}]}}
          front: {external: true}
        """;

    Project project = read(text);

    assertThat(service(project, "web").networks())
        .isEqualTo(Map.of("back", List.of("web", "www"), "front", List.of("web")));
    assertThat(one(project.networks(), "front").external()).isEqualTo("front");
    var back = one(project.networks(), "back").spec();
    assertThat(back.isInternal()).isTrue();
    assertThat(back.hasIpv6()).isTrue();
    assertThat(back.subnets()).containsExactly("10.9.0.0/16");
  }

  @Test
  void readsDependenciesAndChecks() throws IOException {
    String text =
        """
        services:
          web:
            image: a
            depends_on:
              db: {condition: service_healthy, required: false}
              cache: {condition: service_started}
          db: {image: a, healthcheck: {test: 'true', interval: 1s}}
          cache: {image: a, healthcheck: {disable: true}}
          side: {image: a, network_mode: 'service:web', deploy: {replicas: 2}}
        """;

    Project project = read(text);

    assertThat(service(project, "web").dependencies())
        .isEqualTo(
            Map.of(
                "db", new Dependency(Condition.HEALTHY, false),
                "cache", new Dependency(Condition.STARTED, true)));
    assertThat(service(project, "db").isChecked()).isTrue();
    assertThat(service(project, "cache").isChecked()).isFalse();
    assertThat(service(project, "side").dependencies())
        .isEqualTo(Map.of("web", new Dependency(Condition.STARTED, true)));
    assertThat(service(project, "side").replicas()).isEqualTo(2);
    assertThat(service(project, "side").networks()).isEmpty();
  }

  @Test
  void acceptsWhatChangesNothing() throws IOException {
    String text =
        """
        name: shop
        version: "3.9"
        x-own: {anything: [1]}
        services:
          web:
            image: a
            expose: ["80"]
            logging: {driver: json-file}
            stop_grace_period: 5s
            platform:
            deploy: {placement: {constraints: [a]}}
        """;

    assertThat(service(read(text), "web").spec().image()).isEqualTo("a");
  }

  @Test
  void tellsWhichFileOfVariablesIsMissing() {
    assertThatThrownBy(() -> web("env_file: none.env"))
        .hasMessage(
            "%s:1: services.web.env_file: there is no file %s"
                .formatted(directory.resolve("compose.yaml"), directory.resolve("none.env")));
  }
}
