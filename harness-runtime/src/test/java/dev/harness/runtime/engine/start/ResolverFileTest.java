package dev.harness.runtime.engine.start;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harness.runtime.engine.request.NameSettings;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResolverFileTest {
  private static final List<String> HOST =
      List.of(
          "# by hand",
          "nameserver 127.0.0.1",
          "nameserver 10.0.0.53",
          "search corp.example",
          "options timeout:1");

  private static NameSettings wanted(List<String> searched, List<String> options)
      throws UnknownHostException {
    return new NameSettings(
        List.of(InetAddress.getByName("192.0.2.53")), searched, options, Map.of());
  }

  @Test
  void leavesOutServersThatOnlyTheHostReaches() {
    assertThat(new ResolverFile(HOST, NameSettings.DEFAULT).likeHost(false))
        .isEqualTo("nameserver 10.0.0.53\nsearch corp.example\noptions timeout:1\n");
    assertThat(new ResolverFile(HOST, NameSettings.DEFAULT).likeHost(true))
        .startsWith("nameserver 127.0.0.1\nnameserver 10.0.0.53\n");
  }

  @Test
  void namesPublicServersWhereNoneIsLeft() {
    assertThat(
            new ResolverFile(List.of("nameserver 127.0.0.1"), NameSettings.DEFAULT).likeHost(false))
        .isEqualTo("nameserver 8.8.8.8\nnameserver 8.8.4.4\n");
  }

  @Test
  void putsWhatIsWantedInPlaceOfTheHosts() throws UnknownHostException {
    NameSettings wanted = wanted(List.of("a.example", "b.example"), List.of("ndots:2"));

    assertThat(new ResolverFile(HOST, wanted).likeHost(false))
        .isEqualTo("nameserver 192.0.2.53\nsearch a.example b.example\noptions ndots:2\n");
  }

  @Test
  void namesTheServerOfNetworks() throws UnknownHostException {
    assertThat(new ResolverFile(HOST, NameSettings.DEFAULT).asking("127.0.0.11"))
        .isEqualTo("nameserver 127.0.0.11\nsearch corp.example\noptions ndots:0\n");
    assertThat(
            new ResolverFile(HOST, wanted(List.of("."), List.of("ndots:3", "rotate")))
                .asking("127.0.0.11"))
        .isEqualTo("nameserver 127.0.0.11\noptions ndots:3 rotate\n");
  }

  @Test
  void knowsTheStubOfSystemd() {
    assertThat(ResolverFile.isOnlyStub(List.of("nameserver 127.0.0.53", "options edns0"))).isTrue();
    assertThat(ResolverFile.isOnlyStub(HOST)).isFalse();
    assertThat(ResolverFile.isOnlyStub(List.of())).isFalse();
  }
}
