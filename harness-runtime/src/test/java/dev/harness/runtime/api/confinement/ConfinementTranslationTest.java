package dev.harness.runtime.api.confinement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.harness.engineapi.EngineJson;
import dev.harness.engineapi.container.HostConfig;
import dev.harness.runtime.api.http.RefusedRequest;
import dev.harness.runtime.engine.request.Confinement;
import dev.harness.runtime.engine.request.DeviceRequest;
import dev.harness.runtime.engine.request.EngineException;
import dev.harness.runtime.engine.request.NamespaceSharing;
import dev.harness.runtime.engine.request.NamespaceSharing.Ipc;
import dev.harness.runtime.linux.process.Capability;
import dev.harness.runtime.linux.process.ResourceLimit;
import dev.harness.runtime.linux.process.ResourceLimit.Resource;
import dev.harness.runtime.linux.seccomp.SeccompFilter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code HostConfig} about rights and surroundings; single quotes stand for double ones. */
class ConfinementTranslationTest {
  private static Confinement of(String json) throws JsonProcessingException {
    HostConfig host = EngineJson.newMapper().readValue(json.replace('\'', '"'), HostConfig.class);
    return ConfinementTranslation.of(host, Capability.CONTAINER_DEFAULT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{'IpcMode':'private','CgroupnsMode':'private'}",
        "{'Ulimits':null,'Sysctls':{},'Devices':[],'MaskedPaths':null,'Init':false}"
      })
  void asksForNothing(String json) throws JsonProcessingException {
    assertThat(of(json)).isEqualTo(Confinement.DEFAULT);
    assertThat(of(json).isDefault()).isTrue();
    assertThat(ConfinementView.fields(of(json))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'Ulimits':[{'Name':'nofile','Soft':10,'Hard':20}]}",
        "{'Sysctls':{'kernel.shmmax':'1'}}",
        "{'OomScoreAdj':500}",
        "{'GroupAdd':['audio']}",
        "{'Init':true}",
        "{'Devices':[{'PathOnHost':'/dev/fuse','CgroupPermissions':'rwm'}]}",
        "{'IpcMode':'none'}",
        "{'PidMode':'container:db'}",
        "{'Privileged':true}",
        "{'SecurityOpt':['no-new-privileges']}",
        "{'SecurityOpt':['seccomp=unconfined']}",
        "{'MaskedPaths':[]}",
        "{'ReadonlyPaths':[]}"
      })
  void asksForSomething(String json) throws JsonProcessingException {
    assertThat(of(json)).isNotEqualTo(Confinement.DEFAULT);
    assertThat(of(json).isDefault()).isFalse();
  }

  @Test
  void readsAll() throws JsonProcessingException {
    Confinement confinement =
        of(
            """
            {'Ulimits':[{'Name':'nofile','Soft':10,'Hard':20},{'Name':'core','Soft':-1,'Hard':-1}],
             'Sysctls':{'net.core.somaxconn':'1024','kernel.shmmax':'1'},
             'OomScoreAdj':500,'GroupAdd':['audio','42'],'Init':true,
             'Devices':[{'PathOnHost':'/dev/fuse','CgroupPermissions':'rwm'},
                        {'PathOnHost':'/dev/zero','PathInContainer':'/dev/x/./nothing'}],
             'IpcMode':'shareable','PidMode':'container:db'}
            """);

    assertThat(confinement.limits())
        .containsExactlyInAnyOrder(
            new ResourceLimit(Resource.NOFILE, 10, 20),
            new ResourceLimit(Resource.CORE, ResourceLimit.UNLIMITED, ResourceLimit.UNLIMITED));
    assertThat(confinement.networkSettings()).isEqualTo(Map.of("net.core.somaxconn", "1024"));
    assertThat(confinement.otherSettings()).isEqualTo(Map.of("kernel.shmmax", "1"));
    assertThat(confinement.oomScore()).isEqualTo(500);
    assertThat(confinement.groups()).containsExactly("audio", "42");
    assertThat(confinement.init()).isTrue();
    assertThat(confinement.devices())
        .containsExactly(
            new DeviceRequest("/dev/fuse", "/dev/fuse"),
            new DeviceRequest("/dev/zero", "/dev/x/nothing"));
    assertThat(confinement.namespaces())
        .isEqualTo(new NamespaceSharing(Ipc.SHAREABLE, Optional.empty(), Optional.of("db")));
  }

  @Test
  void readsRights() throws JsonProcessingException {
    String json =
        "{'Privileged':true,'SecurityOpt':['no-new-privileges','seccomp=unconfined',"
            + "'label=disable'],'MaskedPaths':['/proc/keys'],'ReadonlyPaths':[]}";

    assertThat(of(json).rights().privileged()).isTrue();
    assertThat(of(json).rights().noNewPrivileges()).isTrue();
    assertThat(of(json).rights().seccomp()).contains(SeccompFilter.NONE);
    assertThat(of(json).rights().maskedPaths()).contains(List.of("/proc/keys"));
    assertThat(of(json).rights().readOnlyPaths()).contains(List.of());
    assertThat(of(json).rights().options())
        .containsExactly("no-new-privileges", "seccomp=unconfined", "label=disable");
  }

  @ParameterizedTest
  @CsvSource({
    "no-new-privileges:true, true",
    "no-new-privileges=true, true",
    "no-new-privileges:false, false",
    "seccomp:unconfined, false"
  })
  void takesBothSeparators(String option, boolean expected) throws JsonProcessingException {
    assertThat(of("{'SecurityOpt':['" + option + "']}").rights().noNewPrivileges())
        .isEqualTo(expected);
  }

  @Test
  void opensThePathsOfTheSystem() throws JsonProcessingException {
    Confinement confinement = of("{'SecurityOpt':['systempaths=unconfined']}");

    assertThat(confinement.rights().maskedPaths()).contains(List.of());
    assertThat(confinement.rights().readOnlyPaths()).contains(List.of());
  }

  @Test
  void compilesProfiles() throws JsonProcessingException {
    String profile = "{\\\"defaultAction\\\":\\\"SCMP_ACT_ALLOW\\\"}";

    assertThat(of("{'SecurityOpt':['seccomp=" + profile + "']}").rights().seccomp())
        .hasValueSatisfying(filter -> assertThat(filter.isEmpty()).isFalse());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "'Ulimits':[{'Name':'nope','Soft':1,'Hard':1}] | HostConfig.Ulimits: invalid ulimit type: nope",
        "'Ulimits':[{'Name':'nofile','Soft':2,'Hard':1}] | soft limit must be less than or equal to hard limit: 2 > 1",
        "'Ulimits':[{'Name':'nofile','Soft':-1,'Hard':1}] | soft limit must be less than or equal to hard limit: -1 > 1",
        "'Ulimits':[{'Name':'nofile','Soft':-2,'Hard':1}] | a limit of nofile is negative",
        "'Ulimits':'many' | HostConfig: ",
        "'Sysctls':{'kernel.core_pattern':'x'} | sysctl 'kernel.core_pattern' is not allowed",
        "'Sysctls':{'net.ipv4.x+kernel.y':'x'} | sysctl 'net.ipv4.x+kernel.y' is not allowed",
        "'Sysctls':{'../../x':'x'} | sysctl '../../x' is not allowed",
        "'Sysctls':{'net/../kernel/core_pattern':'x'} | is not allowed",
        "'Sysctls':{'net..x':'x'} | sysctl 'net..x' is not allowed",
        "'Sysctls':{'net.ipv4.x':''} | the value of 'net.ipv4.x' is empty",
        "'OomScoreAdj':1001 | Invalid value 1001, range for oom score adj is [-1000, 1000]",
        "'OomScoreAdj':-1001 | Invalid value -1001, range for oom score adj is [-1000, 1000]",
        "'Devices':[{'PathOnHost':'/dev/fuse','CgroupPermissions':'x'}] | invalid CgroupPermissions 'x'",
        "'Devices':[{'PathOnHost':'/dev/fuse','CgroupPermissions':'r'}] | CgroupPermissions 'r' cannot be kept",
        "'GroupAdd':['a:b'] | HostConfig.GroupAdd: 'a:b' is no group",
        "'IpcMode':'host' | HostConfig.IpcMode 'host' is not supported by this engine",
        "'IpcMode':'container:' | invalid IPC mode: container:",
        "'IpcMode':'nope' | invalid IPC mode: nope",
        "'PidMode':'host' | HostConfig.PidMode 'host' is not supported by this engine",
        "'PidMode':'nope' | invalid PID mode: nope",
        "'UTSMode':'host' | HostConfig.UTSMode 'host' is not supported by this engine",
        "'UTSMode':'nope' | invalid UTS mode: nope",
        "'UsernsMode':'host' | HostConfig.UsernsMode 'host' is not supported by this engine",
        "'CgroupnsMode':'host' | HostConfig.CgroupnsMode 'host' is not supported by this engine",
        "'SecurityOpt':['nonsense'] | invalid --security-opt 1: \"nonsense\"",
        "'SecurityOpt':['colour=red'] | invalid --security-opt 2: \"colour=red\"",
        "'SecurityOpt':['no-new-privileges=maybe'] | want true or false",
        "'SecurityOpt':['systempaths=all'] | 'systempaths=all' is not supported",
        "'SecurityOpt':['seccomp={}'] | Decoding seccomp profile failed: defaultAction: unknown",
        "'MaskedPaths':['proc'] | HostConfig.MaskedPaths: 'proc' is no absolute path"
      })
  void refuses(String field, String says) {
    assertThatThrownBy(() -> of("{" + field + "}"))
        .isInstanceOf(RefusedRequest.class)
        .hasMessageContaining(says.strip());
  }

  @ParameterizedTest
  @CsvSource({"dev/fuse, /dev/fuse", "/dev/fuse, /etc/fuse", "/dev/fuse, /dev", "/dev/x, /dev/.."})
  void refusesPlacesWhereNoDeviceCanBe(String onHost, String inContainer) {
    String json = "{'Devices':[{'PathOnHost':'%s','PathInContainer':'%s'}]}";

    assertThatThrownBy(() -> of(json.formatted(onHost, inContainer)))
        .isInstanceOf(EngineException.InvalidRequest.class);
  }
}
