package dev.harness.runtime.api.container;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.harness.engineapi.EngineJson;
import dev.harness.engineapi.container.CreateContainerRequest;
import dev.harness.runtime.api.http.RefusedRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CreateFieldsTest {
  private static void check(String json) throws JsonProcessingException {
    CreateFields.check(
        EngineJson.newMapper().readValue(json.replace('\'', '"'), CreateContainerRequest.class));
  }

  @Test
  void acceptsTheManyNothingsOfDockersCommandLine() {
    assertThatCode(
            () ->
                check(
                    """
                    {'Hostname': '', 'AttachStdin': false, 'AttachStdout': true,
                     'AttachStderr': true, 'Tty': false, 'OpenStdin': false, 'StdinOnce': false,
                     'Env': null, 'Cmd': null, 'Image': 'busybox', 'Volumes': {}, 'WorkingDir': '',
                     'Entrypoint': null, 'OnBuild': null, 'Labels': {}, 'HostConfig': {
                       'Binds': null, 'ContainerIDFile': '', 'LogConfig': {'Type': '', 'Config': {}},
                       'NetworkMode': 'default', 'PortBindings': {}, 'AutoRemove': false,
                       'RestartPolicy': {'Name': 'no', 'MaximumRetryCount': 0}, 'VolumeDriver': '',
                       'VolumesFrom': null, 'ConsoleSize': [24, 80], 'CapAdd': null,
                       'CgroupnsMode': '', 'Dns': [], 'DnsOptions': [], 'DnsSearch': [],
                       'ExtraHosts': null, 'GroupAdd': null, 'IpcMode': '', 'Cgroup': '',
                       'Links': null, 'OomScoreAdj': 0, 'PidMode': '', 'Privileged': false,
                       'PublishAllPorts': false, 'ReadonlyRootfs': false, 'SecurityOpt': null,
                       'UTSMode': '', 'UsernsMode': '', 'ShmSize': 0, 'Isolation': '',
                       'CpuShares': 0, 'Memory': 0, 'NanoCpus': 0, 'CgroupParent': '',
                       'BlkioWeight': 0, 'BlkioWeightDevice': [], 'Devices': [],
                       'DeviceRequests': null, 'MemorySwappiness': -1, 'OomKillDisable': false,
                       'PidsLimit': 0, 'Ulimits': [], 'MaskedPaths': null, 'ReadonlyPaths': null},
                     'NetworkingConfig': {'EndpointsConfig': {'default': {'IPAMConfig': null,
                       'Links': null, 'Aliases': null, 'MacAddress': '', 'GwPriority': 0}}}}
                    """))
        .doesNotThrowAnyException();
  }

  @Test
  void acceptsTheStraysOfDockerJava() {
    assertThatCode(
            () ->
                check(
                    """
                    {'name': 'db', 'platform': 'linux/amd64', 'authConfig': {'auth': 'x'},
                     'Image': 'busybox', 'PortSpecs': null, 'Shell': null, 'HostConfig': {
                       'LxcConf': null, 'KernelMemory': null, 'Init': null, 'Runtime': null}}
                    """))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'CgroupnsMode':'private'",
        "'IpcMode':'shareable'",
        "'Isolation':'default'",
        "'Runtime':'runc'",
        "'LogConfig':{'Type':'json-file'}",
        "'Annotations':{'a':'b'}",
        "'Init':false",
        "'Memory':67108864",
        "'MemorySwap':-1",
        "'NanoCpus':1000000000",
        "'PidsLimit':10",
      })
  void acceptsWordsForWhatIsSoAnyway(String field) {
    assertThatCode(() -> check("{'Image':'x','HostConfig':{" + field + "}}"))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'NetworkDisabled':true|NetworkDisabled",
        "'MacAddress':'02:00:00:00:00:01'|MacAddress",
        "'HostConfig':{'DeviceCgroupRules':['c 1:3 r']}|HostConfig.DeviceCgroupRules",
        "'HostConfig':{'DeviceRequests':[{'Count':-1}]}|HostConfig.DeviceRequests",
        "'HostConfig':{'FieldOfTheFuture':1}|HostConfig.FieldOfTheFuture",
      })
  void refusesByName(String field, String name) {
    assertThatThrownBy(() -> check("{'Image':'x'," + field + "}"))
        .isInstanceOf(RefusedRequest.class)
        .hasMessage(name + " is not supported by this engine yet; leave it out");
  }
}
