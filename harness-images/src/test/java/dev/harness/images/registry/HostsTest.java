package dev.harness.images.registry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostsTest {

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "127.0.0.1", "127.1.2.3", "::1"})
  void knowsLoopback(String host) {
    assertThat(Hosts.isLoopback(host)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.localhost", "10.0.0.1", "192.168.0.1", "example.com", "128.0.0.1"})
  void takesNothingElseForLoopback(String host) {
    assertThat(Hosts.isLoopback(host)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.1", "192.168.0.1", "172.16.0.1", "169.254.1.1", "0.0.0.0"})
  void knowsAddressesNearby(String host) {
    assertThat(Hosts.isLocalAddress(host)).isTrue();
  }
}
