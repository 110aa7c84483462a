package dev.harness.runtime.api.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.harness.engineapi.EngineJson;
import dev.harness.engineapi.container.CreateContainerRequest;
import dev.harness.runtime.api.http.RefusedRequest;
import dev.harness.runtime.cgroup.ResourceLimits;
import dev.harness.runtime.engine.request.Confinement;
import dev.harness.runtime.engine.request.CreateContainer;
import dev.harness.runtime.engine.request.CreateContainer.HostPort;
import dev.harness.runtime.engine.request.LogSettings;
import dev.harness.runtime.engine.request.NameSettings;
import dev.harness.runtime.engine.request.NetworkMode;
import dev.harness.runtime.engine.request.RestartPolicy;
import dev.harness.runtime.linux.process.Capability;
import dev.harness.runtime.net.ContainerPort;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CreateTranslationTest {
  private static CreateContainer translate(String json) throws JsonProcessingException {
    return CreateTranslation.of(
        EngineJson.newMapper().readValue(json.replace('\'', '"'), CreateContainerRequest.class),
        Optional.of("db"),
        Optional.empty());
  }

  private static CreateContainer.Host host(String json) throws JsonProcessingException {
    return translate("{'Image':'busybox','HostConfig':" + json + "}").host();
  }

  @Test
  void translatesWhatRuns() throws Exception {
    CreateContainer request =
        translate(
            """
            {'Image': 'postgres:16', 'Cmd': ['-c', 'fsync=off'], 'Entrypoint': ['/start'],
             'Env': ['A=b', 'C'], 'WorkingDir': '/work', 'User': 'postgres:root',
             'Hostname': 'box', 'Domainname': 'example.org', 'Labels': {'x': 'y'},
             'StopSignal': 'SIGINT', 'StopTimeout': 3, 'ExposedPorts': {'5432/tcp': {}}}
            """);

    assertThat(request.name()).contains("db");
    assertThat(request.image()).isEqualTo("postgres:16");
    assertThat(request.labels()).containsExactly(Map.entry("x", "y"));
    assertThat(request.exposedPorts()).containsExactly(ContainerPort.tcp(5432));
    assertThat(request.command())
        .isEqualTo(
            new CreateContainer.Command(
                Optional.of(List.of("/start")),
                Optional.of(List.of("-c", "fsync=off")),
                List.of("A=b", "C"),
                Optional.of("/work"),
                Optional.of("postgres:root"),
                Optional.of("box"),
                Optional.of("example.org"),
                Optional.of("SIGINT"),
                Optional.of(Duration.ofSeconds(3)),
                Optional.empty()));
  }

  @Test
  void leavesOutWhatIsNotSaid() throws Exception {
    CreateContainer request =
        translate("{'Image':'busybox','Cmd':[],'User':'','Entrypoint':null,'StopTimeout':null}");

    assertThat(request.command().entrypoint()).isEmpty();
    assertThat(request.command().arguments()).isEmpty();
    assertThat(request.command().user()).isEmpty();
    assertThat(request.command().stopTimeout()).isEmpty();
    assertThat(request.host().network()).isEqualTo(NetworkMode.DEFAULT);
    assertThat(request.host().sharedMemoryBytes()).isEqualTo(67_108_864);
    assertThat(request.host().ports()).isEmpty();
  }

  @Test
  void takesBothWordsForNoEntrypoint() throws Exception {
    assertThat(translate("{'Image':'x','Entrypoint':[]}").command().entrypoint())
        .contains(List.of());
    assertThat(translate("{'Image':'x','Entrypoint':['']}").command().entrypoint())
        .contains(List.of());
    assertThat(translate("{'Image':'x','Entrypoint':''}").command().entrypoint())
        .contains(List.of());
  }

  @Test
  void translatesWhatTheHostGives() throws Exception {
    CreateContainer.Host host =
        host(
            """
            {'NetworkMode': 'none', 'PublishAllPorts': true, 'AutoRemove': true, 'ShmSize': 4096,
             'CapAdd': ['NET_ADMIN', 'cap_sys_time'], 'CapDrop': ['CAP_CHOWN'],
             'ExtraHosts': ['db:10.0.0.7', 'six=fd00::6', 'v6:fe80::1', 'me:host-gateway'],
             'Dns': ['10.0.0.53'], 'DnsSearch': ['corp.example'], 'DnsOptions': ['ndots:2']}
            """);

    assertThat(host)
        .isEqualTo(
            new CreateContainer.Host(
                NetworkMode.NONE,
                Map.of(),
                Map.of(),
                Set.of(),
                true,
                true,
                4096,
                Set.of(Capability.NET_ADMIN, Capability.SYS_TIME),
                Set.of(Capability.CHOWN),
                new NameSettings(
                    List.of(InetAddress.getByName("10.0.0.53")),
                    List.of("corp.example"),
                    List.of("ndots:2"),
                    Map.of(
                        "db", Optional.of(InetAddress.getByName("10.0.0.7")),
                        "me", Optional.empty(),
                        "six", Optional.of(InetAddress.getByName("fd00::6")),
                        "v6", Optional.of(InetAddress.getByName("fe80::1")))),
                List.of(),
                List.of(),
                false,
                RestartPolicy.NO,
                ResourceLimits.NONE,
                Confinement.DEFAULT,
                LogSettings.DEFAULT));
  }

  @Test
  void dropsAllCapabilities() throws Exception {
    assertThat(host("{'CapDrop':['ALL']}").capabilitiesDropped())
        .containsExactlyInAnyOrder(Capability.values());
  }

  @Test
  void translatesPublishedPorts() throws Exception {
    CreateContainer request =
        translate(
            """
            {'Image': 'x', 'HostConfig': {'PortBindings': {
              '80/tcp': [{'HostIp': '', 'HostPort': ''}],
              '81': [{'HostIp': '0.0.0.0', 'HostPort': '8081'}, {'HostPort': '0'}, {'HostPort': '8000-8010'}],
              '82/udp': null}}}
            """);

    assertThat(request.host().ports())
        .containsOnly(
            Map.entry(ContainerPort.tcp(80), List.of(new HostPort(Optional.empty(), 0))),
            Map.entry(
                ContainerPort.tcp(81),
                List.of(
                    new HostPort(Optional.of(InetAddress.getByName("0.0.0.0")), 8081),
                    new HostPort(Optional.empty(), 0),
                    new HostPort(Optional.empty(), 8000, 8010))));
    assertThat(request.exposedPorts())
        .containsExactlyInAnyOrder(
            ContainerPort.tcp(80), ContainerPort.tcp(81), ContainerPort.parse("82/udp"));
  }

  @Test
  void takesPortsThatAreNotToWaitFromALabel() throws Exception {
    String both = "'80/tcp': [{}], '53/udp': [{}], '81/tcp': [{}]";

    CreateContainer.Host host =
        translate(
                "{'Image':'x','Labels':{'dev.harness.ports.eager':'80, 53/udp'},"
                    + "'HostConfig':{'PortBindings':{%s}}}".formatted(both))
            .host();
    CreateContainer.Host any =
        translate(
                "{'Image':'x','Labels':{'dev.harness.ports.eager':'90/tcp'},"
                    + "'HostConfig':{'PublishAllPorts':true}}")
            .host();

    assertThat(host.eagerPorts())
        .containsExactlyInAnyOrder(ContainerPort.tcp(80), ContainerPort.parse("53/udp"));
    assertThat(any.eagerPorts()).containsExactly(ContainerPort.tcp(90));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|Image is missing: name the image to run",
        "{'Image':'x','ExposedPorts':{'http':{}}}|ExposedPorts: no container port",
        "{'Image':'x','HostConfig':{'ShmSize':-1}}|HostConfig.ShmSize is negative",
        "{'Image':'x','HostConfig':{'CapAdd':['FLY']}}|HostConfig.CapAdd: unknown capability",
        "{'Image':'x','HostConfig':{'ExtraHosts':['a']}}|HostConfig.ExtraHosts: invalid entry 'a'",
        "{'Image':'x','HostConfig':{'ExtraHosts':['a\\n:1']}}|HostConfig.ExtraHosts: invalid entry",
        "{'Image':'x','HostConfig':{'Dns':['a']}}|HostConfig.Dns: 'a' is no IP address",
        "{'Image':'x','HostConfig':{'DnsSearch':['a\\nb']}}|HostConfig.DnsSearch: ",
        "{'Image':'x','HostConfig':{'DnsOptions':['a b']}}|HostConfig.DnsOptions: 'a b' is not",
        "{'Image':'x','HostConfig':{'PortBindings':{'0/tcp':[{}]}}}|HostConfig.PortBindings: no",
        "{'Image':'x','HostConfig':{'PortBindings':{'1':[{'HostPort':'x'}]}}}|"
            + "HostConfig.PortBindings HostPort: 'x' is no port",
        "{'Image':'x','HostConfig':{'PortBindings':{'1':[{'HostPort':'65536'}]}}}|"
            + "HostConfig.PortBindings HostPort: '65536' is no port",
        "{'Image':'x','HostConfig':{'PortBindings':{'1':[{'HostIp':'localhost'}]}}}|"
            + "HostConfig.PortBindings HostIp: 'localhost' is no IP address",
        "{'Image':'x','HostConfig':{'PortBindings':{'1':[{'HostIp':'999.1.1.1'}]}}}|"
            + "HostConfig.PortBindings HostIp: '999.1.1.1' is no IP address",
        "{'Image':'x','Labels':{'dev.harness.ports.eager':'http'}}|"
            + "Labels dev.harness.ports.eager: no container port: \"http\"",
        "{'Image':'x','Labels':{'dev.harness.ports.eager':'80'},"
            + "'HostConfig':{'PortBindings':{'81/tcp':[{}]}}}|"
            + "Labels dev.harness.ports.eager: 80/tcp is not published; published are [81/tcp]",
      })
  void refusesWhatIsWrong(String json, String message) {
    assertThatThrownBy(() -> translate(json))
        .isInstanceOf(RefusedRequest.class)
        .hasMessageStartingWith(message);
  }
}
