package dev.harness.engineapi.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harness.engineapi.client.EngineAddress.TcpAddress;
import dev.harness.engineapi.client.EngineAddress.UnixSocketAddress;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EngineAddressTest {

  @Test
  void readsAPath() {
    EngineAddress address = EngineAddress.parse("unix:///run/docker.sock");

    assertThat(address).isEqualTo(new UnixSocketAddress(Path.of("/run/docker.sock")));
    assertThat(address.host()).isEqualTo("localhost");
    assertThat(address.requestHost()).isEqualTo("::1");
    assertThat(address).hasToString("unix:///run/docker.sock");
  }

  @Test
  void readsAHostAndAPort() {
    EngineAddress address = EngineAddress.parse("tcp://build.local:2375");

    assertThat(address).isEqualTo(new TcpAddress("build.local", 2375));
    assertThat(address).hasToString("tcp://build.local:2375");
  }

  @Test
  void readsAnAddressOfVersionSix() {
    EngineAddress address = EngineAddress.parse("tcp://[2001:db8::1]:2375");

    assertThat(address).isEqualTo(new TcpAddress("2001:db8::1", 2375));
    assertThat(address.host()).isEqualTo("2001:db8::1");
    assertThat(address).hasToString("tcp://[2001:db8::1]:2375");
    assertThat(((TcpAddress) address).secured(Path.of("/tls")))
        .hasToString("tcp://[2001:db8::1]:2375");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "docker", "https://host:2376"})
  void refusesWhatItCannotReach(String text) {
    assertThatThrownBy(() -> EngineAddress.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "'"
                + text
                + "' is not the address of an engine: only unix:///path and tcp://host:port"
                + " are supported");
  }

  @Test
  void refusesHalfAnAddress() {
    assertThatThrownBy(() -> EngineAddress.parse("tcp://host"))
        .hasMessage("'tcp://host' names no host and port");
    assertThatThrownBy(() -> EngineAddress.parse("unix://relative/path"))
        .hasMessage("'unix://relative/path' names no socket: write unix:// and an absolute path");
    assertThatThrownBy(() -> EngineAddress.parse("tcp://host:99999"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("not a host and a port: host:99999");
  }
}
