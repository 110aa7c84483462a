package dev.harness.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UrlTemplateTest {
  @Test
  void findsThePortsOfAnAddress() {
    assertThat(UrlTemplate.parse("x://{host}:{port:80},{host}:{port:81}/{other}").ports())
        .containsExactly(ContainerPort.tcp(80), ContainerPort.tcp(81));
    assertThat(UrlTemplate.parse("x://{host}:{port:80}/{id}").example())
        .isEqualTo("x://localhost:1024/{id}");
  }

  @Test
  void tellsPortsOfUdpFromThoseOfTcp() {
    UrlTemplate template = UrlTemplate.parse("dns://{host}:{udp:53}?tcp={port:53}");

    assertThat(template.ports()).containsExactly(ContainerPort.udp(53), ContainerPort.tcp(53));
    assertThat(template.filled("localhost", port -> port.isTcp() ? 1 : 2))
        .isEqualTo("dns://localhost:2?tcp=1");
  }

  @Test
  void putsAnAddressOfVersionSixInBrackets() {
    UrlTemplate template = UrlTemplate.parse("http://{host}:{port:80}/");

    assertThat(template.filled("::1", port -> 1080)).isEqualTo("http://[::1]:1080/");
    assertThat(template.filled("localhost", port -> 1080)).isEqualTo("http://localhost:1080/");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{port}", "{Host}", "{port:x}", "{port:80", "{ports:80}", "{udp}"})
  void refusesWhatLooksLikeAPlaceAndIsNone(String place) {
    assertThatThrownBy(() -> UrlTemplate.parse("x://" + place))
        .hasMessage(
            "'x://%s' has %s, which is neither {host} nor {port:NUMBER} nor {udp:NUMBER}",
            place, place);
  }
}
