package dev.harness.runtime.net.out;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyRequestTest {
  @Test
  void tunnelsToHostAndPort() {
    ProxyRequest request =
        ProxyRequest.parse("CONNECT example.org:443 HTTP/1.1\r\nHost: example.org\r\n\r\n");

    assertThat(request).isEqualTo(new ProxyRequest("example.org", 443, ""));
    assertThat(request.isTunnel()).isTrue();
  }

  @Test
  void passesRequestOnAsTheServerExpectsIt() {
    ProxyRequest request =
        ProxyRequest.parse(
            head(
                "POST http://user@example.org:8080/a/b?c=d HTTP/1.1",
                "Host: example.org:8080",
                "Proxy-Authorization: Basic eDp5",
                "Proxy-Connection: keep-alive",
                "Connection: keep-alive",
                "Content-Length: 2"));

    assertThat(request.host()).isEqualTo("example.org");
    assertThat(request.port()).isEqualTo(8080);
    assertThat(request.head())
        .isEqualTo(
            head(
                "POST /a/b?c=d HTTP/1.1",
                "Host: example.org:8080",
                "Content-Length: 2",
                "Connection: close"));
  }

  @ParameterizedTest
  @CsvSource({
    "http://example.org,           /",
    "http://example.org/,          /",
    "HTTP://example.org/x@y,       /x@y",
    "http://example.org?q=1,       /?q=1",
    "http://example.org/?u=a://b,  /?u=a://b",
  })
  void readsAddresses(String address, String target) {
    ProxyRequest request = ProxyRequest.parse("GET " + address + " HTTP/1.1\r\n\r\n");

    assertThat(request.host()).isEqualTo("example.org");
    assertThat(request.port()).isEqualTo(80);
    assertThat(request.head()).startsWith("GET " + target + " HTTP/1.1\r\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/1.1\r\n\r\n",
        "GET https://example.org/ HTTP/1.1\r\n\r\n",
        "GET http:///x HTTP/1.1\r\n\r\n",
        "GET http://example.org:x/ HTTP/1.1\r\n\r\n",
        "CONNECT example.org HTTP/1.1\r\n\r\n",
        "CONNECT example.org:0 HTTP/1.1\r\n\r\n",
        "CONNECT example.org:65536 HTTP/1.1\r\n\r\n",
        "CONNECT :443 HTTP/1.1\r\n\r\n",
        "PRI * HTTP/2.0\r\n\r\n",
        "\u0016\u0003\u0001\r\n\r\n",
        "\r\n\r\n",
      })
  void refusesWhatIsNoRequestToProxy(String head) {
    assertThatThrownBy(() -> ProxyRequest.parse(head))
        .isInstanceOfSatisfying(
            ProxyRefusal.class,
            refusal -> assertThat(text(refusal)).startsWith("HTTP/1.1 400 Bad Request\r\n"));
  }

  @Test
  void saysThatThereIsNoIpv6() {
    assertThatThrownBy(() -> ProxyRequest.parse("CONNECT [2001:db8::1]:443 HTTP/1.1\r\n\r\n"))
        .isInstanceOfSatisfying(
            ProxyRefusal.class,
            refusal ->
                assertThat(text(refusal))
                    .isEqualTo(
                        head(
                                "HTTP/1.1 502 Bad Gateway",
                                "Content-Type: text/plain; charset=utf-8",
                                "Content-Length: 74",
                                "Connection: close")
                            + "cannot reach [2001:db8::1]:443: containers reach the world over IPv4 only\n"));
  }

  private static String head(String... lines) {
    return String.join("\r\n", lines) + "\r\n\r\n";
  }

  private static String text(ProxyRefusal refusal) {
    return new String(refusal.answer(), StandardCharsets.UTF_8);
  }
}
