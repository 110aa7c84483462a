package dev.harness.runtime.net;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HostRouteTest {
  @Test
  void readsTheKernelsTable() {
    String table =
        """
        Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT
        eth0\t00000000\t0100000A\t0003\t0\t0\t0\t00000000\t0\t0\t0
        eth0\t0000000A\t00000000\t0001\t0\t0\t0\t000000FF\t0\t0\t0
        docker0\t000011AC\t00000000\t0001\t0\t0\t0\t0000FFFF\t0\t0\t0
        tun0\t0507A8C0\t00000000\t0005\t0\t0\t0\tFFFFFFFF\t0\t0\t0
        """;

    assertThat(HostRoute.parse(table))
        .map(route -> route.subnet() + " over " + route.link())
        .containsExactly(
            "10.0.0.0/8 over eth0", "172.17.0.0/16 over docker0", "192.168.7.4/30 over tun0");
  }
}
