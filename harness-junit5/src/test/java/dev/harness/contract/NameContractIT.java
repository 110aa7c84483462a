package dev.harness.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Names that containers find in their networks (C30, C31). */
@Tag("every-mode")
@ExtendWith(ApiExtension.class)
class NameContractIT {

  private static String start(Api api, String name, String network, String aliases, String script)
      throws IOException {
    String body =
        """
        {"Image":"%s","Cmd":["sh","-c","%s"],"HostConfig":{"NetworkMode":"%s"},
         "NetworkingConfig":{"EndpointsConfig":{"%s":{"Aliases":[%s]}}}}\
        """
            .formatted(Api.IMAGE, script, network, network, aliases);
    String id = api.json("POST /containers/create?name=" + name, body).path("Id").asText();
    assertThat(api.call("POST /containers/%s/start".formatted(id)).status()).isEqualTo(204);
    return id;
  }

  private static String output(Api api, String id) throws IOException {
    api.call("POST /containers/%s/wait".formatted(id));
    String log = api.call("GET /containers/%s/logs?stdout=1&stderr=1".formatted(id)).body();
    remove(api, id);
    return log;
  }

  private static void remove(Api api, String id) throws IOException {
    api.call("DELETE /containers/%s?force=1".formatted(id));
  }

  private static String address(Api api, String id, String network) throws IOException {
    return api.json("GET /containers/%s/json".formatted(id))
        .at("/NetworkSettings/Networks/%s/IPAddress".formatted(network))
        .asText();
  }

  @Test
  void c31FindsNamesAliasesShortIdsAndAddresses(Api api) throws IOException {
    api.json("POST /networks/create", "{\"Name\":\"named\"}");
    String db = start(api, "named-db", "named", "\"db\",\"Store\"", "sleep 1000");
    String address = address(api, db, "named");

    String output =
        output(
            api,
            start(
                api,
                "named-client",
                "named",
                "",
                "cat /etc/resolv.conf; for n in named-db db store DB named-db.named %s %s;"
                        .formatted(db.substring(0, 12), address)
                    + " do echo $n is; nslookup $n; done"));

    assertThat(output).contains("nameserver 127.0.0.11\n", "options ndots:0\n");
    assertThat(output.split(Pattern.quote(address), -1)).as(output).hasSizeGreaterThan(6);
    assertThat(output).contains("named-db.named");
    remove(api, db);
    api.call("DELETE /networks/named");
  }

  @Test
  void c31FindsAllContainersOfAnAlias(Api api) throws IOException {
    api.json("POST /networks/create", "{\"Name\":\"several\"}");
    String one = start(api, "one", "several", "\"web\"", "sleep 1000");
    String two = start(api, "two", "several", "\"web\"", "sleep 1000");

    String output = output(api, start(api, "asking", "several", "", "nslookup web"));

    assertThat(output).contains(address(api, one, "several"), address(api, two, "several"));
    remove(api, two);
    assertThat(output(api, start(api, "asking", "several", "", "nslookup web")))
        .contains(address(api, one, "several"));
    remove(api, one);
    api.call("DELETE /networks/several");
  }

  @Test
  void c31InternalNetworksAskNobodyElse(Api api) throws IOException {
    api.json("POST /networks/create", "{\"Name\":\"closed\",\"Internal\":true}");

    String output =
        output(
            api,
            start(api, "in-closed", "closed", "", "nslookup name.invalid; cat /proc/net/route"));

    assertThat(output).contains("NXDOMAIN").doesNotContain("eth0\t00000000");
    api.call("DELETE /networks/closed");
  }

  @Test
  void c31NamesServersDomainsAndOptionsThatAreAskedFor(Api api) throws IOException {
    api.json("POST /networks/create", "{\"Name\":\"asked\"}");
    String settings =
        "\"Dns\":[\"192.0.2.53\"],\"DnsSearch\":[\"a.example\"],\"DnsOptions\":[\"timeout:1\"]";

    String onBridge = output(api, startNamed(api, "bridge", settings));
    String inNetwork = output(api, startNamed(api, "asked", settings));

    assertThat(onBridge)
        .contains("nameserver 192.0.2.53\n", "search a.example\n", "options timeout:1\n");
    assertThat(inNetwork)
        .contains("nameserver 127.0.0.11\n", "search a.example\n")
        .contains("options timeout:1 ndots:0\n");
    api.call("DELETE /networks/asked");
  }

  @Test
  void c30NamesTheHostByItsGateway(Api api) throws IOException {
    String gateway = api.json("GET /networks/bridge").at("/IPAM/Config/0/Gateway").asText();

    String hosts =
        output(api, startNamed(api, "bridge", "\"ExtraHosts\":[\"me.example:host-gateway\"]"));

    assertThat(hosts).contains(gateway + "\tme.example\n");
  }

  private static String startNamed(Api api, String network, String settings) throws IOException {
    String id =
        api.json(
                "POST /containers/create",
                """
                {"Image":"%s","Cmd":["cat","/etc/resolv.conf","/etc/hosts"],
                 "HostConfig":{"NetworkMode":"%s",%s}}"""
                    .formatted(Api.IMAGE, network, settings))
            .path("Id")
            .asText();
    assertThat(api.call("POST /containers/%s/start".formatted(id)).status()).isEqualTo(204);
    return id;
  }

  @Test
  void findsNamesOnceARunningContainerJoins(Api api) throws IOException {
    api.json("POST /networks/create", "{\"Name\":\"joined\"}");
    String db = start(api, "joined-db", "joined", "", "sleep 1000");
    String late =
        start(
            api,
            "late",
            "bridge",
            "",
            "until grep -q 127.0.0.11 /etc/resolv.conf; do sleep 0.01; done; nslookup joined-db");

    api.call("POST /networks/joined/connect", "{\"Container\":\"late\"}");

    assertThat(output(api, late)).contains(address(api, db, "joined"));
    remove(api, db);
    api.call("DELETE /networks/joined");
  }
}
