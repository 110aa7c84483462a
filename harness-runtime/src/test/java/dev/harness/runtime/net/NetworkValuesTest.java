package dev.harness.runtime.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkValuesTest {

  @Nested
  class OfAContainerPort {

    @Test
    void readsTheApisForm() {
      assertThat(ContainerPort.parse("5432/tcp")).isEqualTo(ContainerPort.tcp(5432));
      assertThat(ContainerPort.parse("80")).isEqualTo(ContainerPort.tcp(80));
      assertThat(ContainerPort.parse("53/udp"))
          .isEqualTo(new ContainerPort(53, Protocol.UDP))
          .hasToString("53/udp");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "tcp", "80/TCP", "-1", "8000-8010/tcp", "١/tcp", "123456"})
    void refusesOtherForms(String text) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> ContainerPort.parse(text))
          .withMessage("no container port: \"%s\"; write it like 5432/tcp or 53/udp", text);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 65536})
    void refusesNumberThatNoPortHas(int number) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> ContainerPort.tcp(number))
          .withMessage("no container port: %d; it must be from 1 to 65535", number);
    }
  }

  @Nested
  class OfASubnet {

    @Test
    void readsTheUsualForm() {
      Subnet subnet = Subnet.parse("172.17.0.0/16");

      assertThat(subnet).hasToString("172.17.0.0/16");
      assertThat(subnet.address(258).getHostAddress()).isEqualTo("172.17.1.2");
      assertThat(subnet.broadcast().getHostAddress()).isEqualTo("172.17.255.255");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "172.17.0.0",
          "172.17.0.1/16",
          "256.0.0.0/8",
          "10.0.0.0/7",
          "10.0.0.0/31",
          "::/8"
        })
    void refusesOtherForms(String text) {
      assertThatIllegalArgumentException().isThrownBy(() -> Subnet.parse(text));
    }
  }

  @Nested
  class OfABridge {

    @ParameterizedTest
    @ValueSource(strings = {"", "harness0harness0", "../eth0", "br 0"})
    void refusesNameThatTheKernelWouldNotTake(String name) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> BridgeSpec.of(name, Subnet.parse("172.17.0.0/16")))
          .withMessage("no name for a bridge: \"%s\"", name);
    }
  }

  @Nested
  class OfAGroupMap {

    @Test
    void endsPingRangeAtTheHighestMappedGroup() {
      assertThat(Sysctl.highestGroup("0 1000 1\n1 100000 65535\n")).isEqualTo(65535);
    }

    @Test
    void endsPingRangeAtWhatTheKernelTakes() {
      assertThat(Sysctl.highestGroup("         0          0 4294967295\n")).isEqualTo(2147483647);
    }
  }
}
