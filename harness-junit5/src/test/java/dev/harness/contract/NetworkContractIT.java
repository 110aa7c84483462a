package dev.harness.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.harness.testing.RawResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The routes of networks, and containers in them (C30, H34, H38). */
@Tag("every-mode")
@ExtendWith(ApiExtension.class)
class NetworkContractIT {
  private static final String SERVER = "echo hello | nc -l -p 80";

  /** The server listens some time after its container was started. */
  private static final String CLIENT =
      "for i in $(seq 100); do nc -w 30 %s 80 && break; sleep 0.1; done";

  @ParameterizedTest(name = "create {0} answers {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "Driver":"overlay"                                | 400 | use the driver bridge
          "Driver":"macvlan"                                | 400 | use the driver bridge
          "Driver":"ipvlan"                                 | 400 | use the driver bridge
          "Driver":"weave"                                  | 404 | could not find plugin weave
          "Options":{"com.docker.network.bridge.x":"1"}     | 400 | com.docker.network.bridge.x=1
          "Options":{"com.docker.network.driver.mtu":"no"}  | 400 | 'no' is no number
          "IPAM":{"Config":[{"Subnet":"10.1.2.3/24"}]}      | 400 | is not the address of a network
          "IPAM":{"Config":[{"Subnet":"fd00::/64"}]}        | 400 | EnableIPv6 is not set
          "IPAM":{"Config":[{"Gateway":"10.1.2.3"}]}        | 400 | need a subnet
          "IPAM":{"Config":[{"Subnet":"10.1.2.0/24","Gateway":"10.1.3.1"}]} | 400 | is no host's address
          "IPAM":{"Config":[{"Subnet":"172.17.0.0/24"}]}    | 403 | Pool overlaps with other one
          "FieldOfTheFuture":true                           | 400 | FieldOfTheFuture is not supported
          "Driver":"host"                                   | 403 | only one instance of \\"host\\" network
          "IPAM":{"Driver":"nonesuch"}                      | 404 | could not find IPAM driver nonesuch
          "IPAM":{"Config":[{"Subnet":"10.1.1.0/24"},{"Subnet":"10.1.2.0/24"}]} | 403 | support multiple subnets
          "Name":"bridge"                                   | 403 | operation is not permitted on predefined
          "Name":"a/b"                                      | 400 | invalid network name
          "Name":""                                         | 400 | invalid network name
          """)
  void refusesToCreate(String field, int status, String says, Api api) throws IOException {
    RawResponse response =
        api.call("POST /networks/create", "{\"Name\":\"refused\",%s}".formatted(field));

    AnswerAssert.assertThat(response).hasStatus(status).says(says);
  }

  @ParameterizedTest(name = "container with {0} answers {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "HostConfig":{"NetworkMode":"nonesuch"}           | 404 | network nonesuch not found
          "HostConfig":{"NetworkMode":"container:nonesuch"} | 404 | No such container: nonesuch
          "NetworkingConfig":{"EndpointsConfig":{"bridge":{"Aliases":["a"]}}} | 400 | alias is supported only
          "NetworkingConfig":{"EndpointsConfig":{"bridge":{"IPAMConfig":{"IPv4Address":"172.17.0.9"}}}} | 400 | on user defined networks only
          "NetworkingConfig":{"EndpointsConfig":{"nonesuch":{}}}     | 404 | network nonesuch not found
          "NetworkingConfig":{"EndpointsConfig":{"bridge":{"Aliases":["a\\nb"]}}} | 400 | invalid network alias
          "HostConfig":{"NetworkMode":"none"},"NetworkingConfig":{"EndpointsConfig":{"bridge":{}}} | 400 | private (none) mode
          """)
  void refusesContainer(String fields, int status, @Nullable String says, Api api)
      throws IOException {
    RawResponse response =
        api.call(
            "POST /containers/create",
            "{\"Image\":\"%s\",\"Cmd\":[\"true\"],%s}".formatted(Api.IMAGE, fields));

    AnswerAssert.assertThat(response).hasStatus(status).says(says);
  }

  @Test
  void hasThreeNetworksFromTheStart(Api api) throws IOException {
    JsonNode builtin = api.json("GET /networks?filters=" + Api.encoded("{\"type\":[\"builtin\"]}"));
    JsonNode bridge = api.json("GET /networks/bridge");

    assertThat(builtin.findValuesAsText("Name")).containsExactly("bridge", "host", "none");
    assertThat(builtin.findValuesAsText("Driver")).contains("bridge", "host", "null");
    assertThat(bridge.at("/IPAM/Config/0/Gateway").asText()).endsWith(".0.1");
    AnswerAssert.assertThat(api.call("DELETE /networks/bridge"))
        .hasStatus(403)
        .says("bridge is a pre-defined network and cannot be removed");
  }

  @Test
  void createsShowsAndRemovesANetwork(Api api) throws IOException {
    String id =
        api.json(
                "POST /networks/create",
                """
                {"Name":"shown","Labels":{"team":"db"},"Internal":true,
                 "IPAM":{"Config":[{"Subnet":"10.77.0.0/24","Gateway":"10.77.0.254",
                                    "IPRange":"10.77.0.128/25"}]}}\
                """)
            .path("Id")
            .asText();

    JsonNode shown = api.json("GET /networks/" + id.substring(0, 12));

    assertThat(id).matches("[0-9a-f]{64}");
    assertThat(shown.path("Name").asText()).isEqualTo("shown");
    assertThat(shown.path("Internal").asBoolean()).isTrue();
    assertThat(shown.at("/IPAM/Config/0").toString())
        .isEqualTo(
            "{\"Subnet\":\"10.77.0.0/24\",\"IPRange\":\"10.77.0.128/25\","
                + "\"Gateway\":\"10.77.0.254\"}");
    assertThat(shown.path("Containers").toString()).isEqualTo("{}");
    AnswerAssert.assertThat(api.call("POST /networks/create", "{\"Name\":\"shown\"}"))
        .hasStatus(409)
        .says("network with name shown already exists");
    assertThat(names(api, "{\"label\":[\"team=db\"],\"dangling\":[\"true\"]}")).contains("shown");
    assertThat(api.call("DELETE /networks/shown").status()).isEqualTo(204);
    AnswerAssert.assertThat(api.call("GET /networks/shown"))
        .hasStatus(404)
        .says("network shown not found");
  }

  @Test
  void connectsContainersOfANetworkAndNobodyElse(Api api) throws IOException {
    network(api, "inside", "");
    network(api, "outside", "");
    String server = Networked.start(api, "inside", "", SERVER + "; " + SERVER);
    String address = address(api, server, "inside");

    String friend = Networked.run(api, "inside", "", CLIENT.formatted(address));
    String stranger =
        Networked.run(api, "outside", "", "nc -w 1 %s 80 || echo unreachable".formatted(address));
    String other =
        Networked.run(api, "bridge", "", "nc -w 1 %s 80 || echo unreachable".formatted(address));

    assertThat(friend).contains("hello");
    assertThat(stranger).contains("unreachable").doesNotContain("hello");
    assertThat(other).contains("unreachable").doesNotContain("hello");
    AnswerAssert.assertThat(api.call("DELETE /networks/inside"))
        .hasStatus(409)
        .says("network inside has active endpoints");
    remove(api, server);
    assertThat(api.call("DELETE /networks/inside").status()).isEqualTo(204);
    assertThat(api.call("DELETE /networks/outside").status()).isEqualTo(204);
  }

  @Test
  void givesTheAddressThatIsAskedFor(Api api) throws IOException {
    network(api, "fixed", ",\"IPAM\":{\"Config\":[{\"Subnet\":\"10.78.0.0/24\"}]}");
    String settings = "\"IPAMConfig\":{\"IPv4Address\":\"10.78.0.77\"}";
    String first = Networked.start(api, "fixed", settings, "sleep 1000");
    String second = Networked.create(api, "fixed", settings, "true");

    assertThat(address(api, first, "fixed")).isEqualTo("10.78.0.77");
    AnswerAssert.assertThat(api.call("POST /containers/%s/start".formatted(second)))
        .hasStatus(403)
        .says("Address already in use");
    remove(api, first);
    remove(api, second);
    api.call("DELETE /networks/fixed");
  }

  @Test
  @Timeout(60)
  void connectsARunningContainerAndDisconnectsItAgain(Api api) throws IOException {
    network(api, "later", "");
    Instant before = Instant.now();
    String id =
        Networked.start(
            api,
            "bridge",
            "",
            "until grep -q eth1: /proc/net/dev; do sleep 0.01; done; echo connected; cat"
                + " /etc/hosts;while grep -q eth1: /proc/net/dev; do sleep 0.01; done; echo"
                + " disconnected");
    String body = "{\"Container\":\"%s\"}".formatted(id);

    assertThat(api.call("POST /networks/later/connect", body).status()).isEqualTo(200);
    JsonNode networks = api.json("GET /containers/%s/json".formatted(id)).at("/NetworkSettings");
    JsonNode member = api.json("GET /networks/later").at("/Containers/" + id);
    AnswerAssert.assertThat(api.call("POST /networks/later/connect", body))
        .hasStatus(403)
        .says("already exists in network later");
    while (!log(api, id).contains("connected")) {
      Thread.onSpinWait();
    }
    assertThat(api.call("POST /networks/later/disconnect", body).status()).isEqualTo(200);
    api.call("POST /containers/%s/wait".formatted(id));

    assertThat(log(api, id)).contains("connected\n", "disconnected\n");
    assertThat(networks.at("/Networks/bridge/IPAddress").asText()).isNotEmpty();
    assertThat(member.path("IPv4Address").asText())
        .startsWith(networks.at("/Networks/later/IPAddress").asText() + "/");
    AnswerAssert.assertThat(api.call("POST /networks/later/disconnect", body))
        .hasStatus(403)
        .says("is not connected to network later");
    assertThat(events(api, before, "later")).contains("\"connect\"", "\"disconnect\"");
    remove(api, id);
    api.call("DELETE /networks/later");
  }

  @Test
  void sharesTheNetworkOfAnotherContainer(Api api) throws IOException {
    String server = Networked.start(api, "bridge", "", SERVER + "; sleep 1000");

    String output =
        Networked.run(
            api,
            "container:" + server,
            "",
            CLIENT.formatted("127.0.0.1") + "; hostname; cat /etc/hosts");

    assertThat(output)
        .contains("hello", server.substring(0, 12) + "\n", address(api, server, "bridge"));
    remove(api, server);
    String orphan = Networked.create(api, "bridge", "", "true");
    String dependent = Networked.create(api, "container:" + orphan, "", "true");
    AnswerAssert.assertThat(api.call("POST /containers/%s/start".formatted(dependent)))
        .hasStatus(409)
        .says("cannot join network of a non running container");
    remove(api, dependent);
    remove(api, orphan);
  }

  @Test
  void usesTheNetworkOfTheHost(Api api) throws IOException {
    String output = Networked.run(api, "host", "", "ls /sys/class/net; cat /proc/net/dev");

    assertThat(output).contains("lo").doesNotContain("eth0@");
  }

  @Test
  void sharesTheHostsNetworkByAContainerThatHasIt(Api api) throws IOException {
    String onHost = Networked.start(api, "host", "", "sleep 1000");

    String output = Networked.run(api, "container:" + onHost, "", "readlink /proc/self/ns/net");

    assertThat(output).contains(Files.readSymbolicLink(Path.of("/proc/self/ns/net")).toString());
    remove(api, onHost);
  }

  @Test
  void prunesWhatNobodyUses(Api api) throws IOException {
    network(api, "unused", ",\"Labels\":{\"prune\":\"me\"}");

    JsonNode pruned =
        api.json("POST /networks/prune?filters=" + Api.encoded("{\"label\":[\"prune=me\"]}"));

    assertThat(pruned.path("NetworksDeleted").toString()).isEqualTo("[\"unused\"]");
  }

  private static String names(Api api, String filters) throws IOException {
    return api.json("GET /networks?filters=" + Api.encoded(filters))
        .findValuesAsText("Name")
        .toString();
  }

  private static String events(Api api, Instant since, String network) throws IOException {
    return api.call(
            "GET /events?since=%s&until=%s&filters=%s"
                .formatted(
                    since.getEpochSecond(),
                    Instant.now().plusSeconds(1).getEpochSecond(),
                    Api.encoded("{\"network\":[\"%s\"]}".formatted(network))))
        .body();
  }

  private static void network(Api api, String name, String more) throws IOException {
    api.json("POST /networks/create", "{\"Name\":\"%s\"%s}".formatted(name, more));
  }

  private static String log(Api api, String id) throws IOException {
    return api.call("GET /containers/%s/logs?stdout=1&stderr=1".formatted(id)).body();
  }

  private static String address(Api api, String id, String network) throws IOException {
    return api.json("GET /containers/%s/json".formatted(id))
        .at("/NetworkSettings/Networks/%s/IPAddress".formatted(network))
        .asText();
  }

  private static void remove(Api api, String id) throws IOException {
    api.call("DELETE /containers/%s?force=1".formatted(id));
  }
}
