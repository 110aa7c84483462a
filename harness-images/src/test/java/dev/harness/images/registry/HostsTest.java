package dev.harness.images.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harness.images.reference.Reference;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

  @ParameterizedTest
  @CsvSource({
    "localhost:5000/x, http://localhost:5000/v2/",
    "127.0.0.1:5000/x, http://127.0.0.1:5000/v2/",
    "[::1]:5000/x, http://[::1]:5000/v2/",
    "10.0.0.1:5000/x, https://10.0.0.1:5000/v2/",
    "example.com/x, https://example.com/v2/",
  })
  void speaksPlainHttpOnlyToThisMachine(String name, String base) {
    assertThat(Repository.of(Reference.parse(name)).base()).hasToString(base);
  }
}
