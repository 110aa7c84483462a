package dev.harness.images.registry.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harness.images.registry.RegistryException;
import java.net.Proxy;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Proxies are those of the environment (P12). */
class ProxyChoiceTest {

  private static List<String> chosen(Map<String, String> environment, String address) {
    return new ProxyChoice(EnvironmentProxies.of(environment))
        .select(URI.create(address)).stream()
            .map(proxy -> proxy.type() == Proxy.Type.DIRECT ? "direct" : proxy.toString())
            .map(text -> text.replace("/<unresolved>", ""))
            .toList();
  }

  @Test
  void prefersTheVariableInLowerCase() {
    Map<String, String> environment =
        Map.of("https_proxy", "lower.example:3128", "HTTPS_PROXY", "http://upper.example:1");

    assertThat(chosen(environment, "https://a.example/"))
        .containsExactly("HTTP @ lower.example:3128");
  }

  @Test
  void choosesByScheme() {
    Map<String, String> environment =
        Map.of("HTTP_PROXY", "http://plain.example", "ALL_PROXY", "socks5h://all.example");

    assertThat(chosen(environment, "http://a.example/")).containsExactly("HTTP @ plain.example:80");
    assertThat(chosen(environment, "https://a.example/"))
        .containsExactly("SOCKS @ all.example:1080");
  }

  @ParameterizedTest
  @CsvSource({
    "'example.com', https://example.com/, direct",
    "'example.com', https://a.example.com/, direct",
    "'example.com', https://notexample.com/, HTTP @ p:1",
    "'.example.com', https://a.example.com/, direct",
    "'*.example.com', https://a.example.com/, direct",
    "'*.example.com', https://example.com/, HTTP @ p:1",
    "'EXAMPLE.com', https://Example.COM/, direct",
    "'example.com:5000', https://example.com:5000/, direct",
    "'example.com:5000', https://example.com/, HTTP @ p:1",
    "'10.0.0.0/8', https://10.1.2.3/, direct",
    "'10.0.0.0/8', https://11.1.2.3/, HTTP @ p:1",
    "'10.0.0.0/99', https://10.1.2.3/, HTTP @ p:1",
    "'fd00::/8', 'https://[fd01::1]/', direct",
    "'x, *', https://a.example/, direct",
    "'', https://localhost/, direct",
    "'', https://127.0.0.1:5000/, direct",
    "'', 'https://[::1]/', direct",
  })
  void leavesOutExceptions(String exceptions, String address, String expected) {
    Map<String, String> environment = Map.of("https_proxy", "p:1", "no_proxy", exceptions);

    assertThat(chosen(environment, address)).containsExactly(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://user:opensesame@p", "ftp://p", "http://", "user:opensesame@p q"})
  void refusesWhatIsNoProxyWithoutRepeatingIt(String text) {
    assertThatThrownBy(() -> EnvironmentProxies.of(Map.of("HTTPS_PROXY", text)))
        .isInstanceOf(RegistryException.Failed.class)
        .hasMessageStartingWith("cannot ask registries: the variable https_proxy is wrong")
        .hasMessageNotContaining("opensesame");
  }

  @Test
  void logsInWithWhatStandsInFrontOfTheHost() {
    ProxyAddress proxy = ProxyAddress.parse("http://jane:open%3Asesame@p:1");

    assertThat(proxy.login())
        .hasValueSatisfying(
            login -> {
              assertThat(login.user()).isEqualTo("jane");
              assertThat(login.password().reveal()).isEqualTo("open:sesame");
            });
    assertThat(proxy.toString()).doesNotContain("sesame");
  }
}
