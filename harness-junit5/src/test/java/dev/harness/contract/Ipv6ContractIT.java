package dev.harness.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.harness.testing.RawResponse;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Networks with IPv6, and containers in them. */
@Tag("every-mode")
@ExtendWith(ApiExtension.class)
@Timeout(60)
class Ipv6ContractIT {
  private static final String SUBNET = "fd00:6a::/64";
  private static final String NETWORKS = "/NetworkSettings/Networks/";

  @BeforeEach
  void makeTheNetwork(Api api) throws IOException {
    network(
        api,
        "six",
        "\"EnableIPv6\":true,\"IPAM\":{\"Config\":[{\"Subnet\":\"%s\"}]}".formatted(SUBNET));
  }

  @AfterEach
  void removeIt(Api api) throws IOException {
    for (JsonNode container : api.json("GET /containers/json?all=1")) {
      api.call("DELETE /containers/%s?force=1".formatted(container.path("Id").asText()));
    }
    api.call("DELETE /networks/six");
    api.call("DELETE /networks/other");
  }

  @ParameterizedTest(name = "create {0} answers {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"Subnet":"fd00:6a::/48"}                          | 403 | Pool overlaps with other one
          {"Subnet":"fd00:6b::1/64"}                         | 400 | fd00:6b::1/64 is not the address of a network
          {"Subnet":"fd00:6b::/127"}                         | 400 | prefix length must be from 8 to 126
          {"Subnet":"fe80::/64"}                             | 400 | has a special meaning
          {"Subnet":"fd00:6b::/64","Gateway":"fd00:6c::1"}   | 400 | gateway fd00:6c::1 is no host's address
          {"Subnet":"fd00:6b::/64","Gateway":"10.0.0.1"}     | 400 | is no address of IPv6
          {"Subnet":"fd00:6b::/64","Gateway":"fd00:6b::1","IPRange":"fd00:6c::/80"} | 400 | is not in the subnet
          {"Subnet":"fd00:6b::/64"},{"Subnet":"fd00:6c::/64"} | 403 | support multiple subnets
          {"Gateway":"fd00:6b::1"}                           | 400 | need a subnet
          """)
  void refusesToCreate(String pools, int status, String says, Api api) throws IOException {
    RawResponse response =
        api.call(
            "POST /networks/create",
            "{\"Name\":\"other\",\"EnableIPv6\":true,\"IPAM\":{\"Config\":[%s]}}".formatted(pools));

    AnswerAssert.assertThat(response).hasStatus(status).says(says);
  }

  @Test
  void refusesPacketsThatAreTooSmall(Api api) throws IOException {
    RawResponse response =
        api.call(
            "POST /networks/create",
            """
            {"Name":"other","EnableIPv6":true,"Options":{"com.docker.network.driver.mtu":"1000"}}\
            """);

    AnswerAssert.assertThat(response).hasStatus(400).says("MTU must be at least 1280 with IPv6");
  }

  @Test
  void showsTheNetworkAndWhoIsInIt(Api api) throws IOException {
    String id = Networked.start(api, "six", "", "sleep 1000");

    JsonNode network = api.json("GET /networks/six");
    JsonNode place = inspect(api, id).at(NETWORKS + "six");

    assertThat(network.path("EnableIPv6").asBoolean()).isTrue();
    assertThat(network.at("/IPAM/Config/1").toString())
        .isEqualTo("{\"Subnet\":\"fd00:6a::/64\",\"Gateway\":\"fd00:6a::1\"}");
    assertThat(network.at("/Containers/" + id + "/IPv6Address").asText())
        .isEqualTo("fd00:6a::2/64");
    assertThat(place.path("GlobalIPv6Address").asText()).isEqualTo("fd00:6a::2");
    assertThat(place.path("GlobalIPv6PrefixLen").asInt()).isEqualTo(64);
    assertThat(place.path("IPv6Gateway").asText()).isEqualTo("fd00:6a::1");
    assertThat(place.path("IPAddress").asText()).isNotEmpty();
  }

  @Test
  void letsContainersReachEachOtherByNameAndAddress(Api api) throws IOException {
    Networked.start(api, "six", "\"Aliases\":[\"db\"]", "nc -ll -p 80 -e echo hello");

    String said =
        Networked.run(
            api,
            "six",
            "",
            "ping6 -c 1 -W 30 db >/dev/null; echo name=$?; until nc -w 5 fd00:6a::2 80; do sleep 0.1;"
                + " done; nslookup -type=aaaa db | grep -A1 Name | grep Address; nslookup fd00:6a::2"
                + " | grep -o 'name = .*six'; grep -c fd00:6a::3 /etc/hosts; ip -6 route");

    assertThat(said)
        .contains("name=0", "hello", "fd00:6a::2\n", "name = ", ".six", "1\n")
        .doesNotContain("default");
  }

  @Test
  void keepsNetworksApart(Api api) throws IOException {
    network(api, "other", "\"EnableIPv6\":true");
    Networked.start(api, "six", "", "nc -ll -p 80 -e echo hello");
    String ready = Networked.run(api, "six", "", "until nc -w 5 fd00:6a::2 80; do sleep 0.1; done");
    // Whoever may make routes can send anything to the gateway.
    String route =
        "ip -6 route add default via $(ip -6 route | sed -n 's/^\\(fd.*\\)::\\/64.*/\\1::1/p')";

    String stranger =
        Networked.run(
            api,
            "other",
            "",
            route + "; ip -6 route | grep -c default; nc -w 2 fd00:6a::2 80 || echo unreachable");
    String plain = Networked.run(api, "bridge", "", "nc -w 2 fd00:6a::2 80 || echo unreachable");

    assertThat(ready).contains("hello");
    assertThat(stranger).contains("1\n", "unreachable").doesNotContain("hello");
    assertThat(plain).contains("unreachable").doesNotContain("hello");
  }

  @Test
  void hidesTheHostBehindTheGateway(Api api) throws IOException {
    String said =
        Networked.run(
            api,
            "six",
            "",
            "ping6 -c 1 -W 30 fd00:6a::1 >/dev/null; echo gateway=$?; for p in 22 53 80 2375; do nc"
                + " -w 2 fd00:6a::1 $p </dev/null && echo open; done; ping6 -c 1 -W 1"
                + " fe80::1%eth0 >/dev/null 2>&1 || echo no link-local");

    assertThat(said).contains("gateway=0", "no link-local").doesNotContain("open");
  }

  @Test
  void givesTheAddressThatIsAskedFor(Api api) throws IOException {
    String settings = "\"IPAMConfig\":{\"IPv6Address\":\"fd00:6a::77\"}";
    String first = Networked.start(api, "six", settings, "sleep 1000");
    String second = Networked.create(api, "six", settings, "true");

    assertThat(inspect(api, first).at(NETWORKS + "six/GlobalIPv6Address").asText())
        .isEqualTo("fd00:6a::77");
    assertThat(inspect(api, first).at(NETWORKS + "six/IPAMConfig").toString())
        .isEqualTo("{\"IPv6Address\":\"fd00:6a::77\"}");
    AnswerAssert.assertThat(api.call("POST /containers/%s/start".formatted(second)))
        .hasStatus(403)
        .says("Address already in use");
    api.call("DELETE /containers/%s?force=1".formatted(first));
    assertThat(api.call("POST /containers/%s/start".formatted(second)).status()).isEqualTo(204);
  }

  @Test
  void connectsWhatRunsAndDisconnectsItAgain(Api api) throws IOException {
    String id = Networked.start(api, "bridge", "", "sleep 1000");
    String body = "{\"Container\":\"%s\"}".formatted(id);

    assertThat(api.call("POST /networks/six/connect", body).status()).isEqualTo(200);
    String address = inspect(api, id).at(NETWORKS + "six/GlobalIPv6Address").asText();
    String reached =
        Networked.run(api, "six", "", "ping6 -c 1 -W 30 %s >/dev/null; echo $?".formatted(address));
    assertThat(api.call("POST /networks/six/disconnect", body).status()).isEqualTo(200);
    String gone =
        Networked.run(api, "six", "", "ping6 -c 1 -W 1 %s >/dev/null; echo $?".formatted(address));

    assertThat(address).isEqualTo("fd00:6a::2");
    assertThat(reached).contains("0\n");
    assertThat(gone).contains("1\n");
    assertThat(inspect(api, id).at(NETWORKS + "six").isMissingNode()).isTrue();
  }

  @Test
  void givesContainersOfOtherNetworksNone(Api api) throws IOException {
    network(api, "other", "\"Internal\":true");

    String said =
        Networked.run(
            api, "other", "", "ip -6 addr show dev eth0; ping -c 1 ::1 >/dev/null; echo $?");
    AnswerAssert.assertThat(
            api.call(
                "POST /containers/create",
                """
                {"Image":"%s","Cmd":["true"],"HostConfig":{"NetworkMode":"other"},"NetworkingConfig":
                 {"EndpointsConfig":{"other":{"IPAMConfig":{"IPv6Address":"fd00:6a::9"}}}}}\
                """
                    .formatted(Api.IMAGE)))
        .hasStatus(400)
        .says("user configured subnets");

    assertThat(said).doesNotContain("fd00", "inet6 fd").contains("0\n");
  }

  @Test
  void choosesAUniqueLocalSubnet(Api api) throws IOException {
    network(api, "other", "\"EnableIPv6\":true");

    assertThat(api.json("GET /networks/other").at("/IPAM/Config/1/Subnet").asText())
        .startsWith("fd")
        .endsWith("/64");
  }

  private static void network(Api api, String name, String more) throws IOException {
    api.json("POST /networks/create", "{\"Name\":\"%s\",%s}".formatted(name, more));
  }

  private static JsonNode inspect(Api api, String id) throws IOException {
    return api.json("GET /containers/%s/json".formatted(id));
  }
}
