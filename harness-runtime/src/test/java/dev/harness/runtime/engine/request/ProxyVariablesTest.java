package dev.harness.runtime.engine.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyVariablesTest {
  @Test
  void comeBeforeTheContainersOwn() throws UnknownHostException {
    assertThat(before("PATH=/bin"))
        .containsExactly(
            "HTTP_PROXY=http://172.17.0.1:3128",
            "HTTPS_PROXY=http://172.17.0.1:3128",
            "NO_PROXY=localhost,127.0.0.1,::1,host.docker.internal,172.17.0.1",
            "http_proxy=http://172.17.0.1:3128",
            "https_proxy=http://172.17.0.1:3128",
            "no_proxy=localhost,127.0.0.1,::1,host.docker.internal,172.17.0.1",
            "PATH=/bin");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"HTTP_PROXY=http://mine:1", "https_proxy=", "No_Proxy=*", "all_proxy=socks5://x"})
  void areLeftToThoseWhoSetOne(String own) throws UnknownHostException {
    assertThat(before(own)).containsExactly(own);
  }

  private static List<String> before(String own) throws UnknownHostException {
    return ProxyVariables.before(
        List.of(own), InetAddress.getByAddress(new byte[] {(byte) 172, 17, 0, 1}), 3128);
  }
}
