package dev.harness.differential;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The cases about networks, from a table: a line with a name, and below it a line for each step. */
final class NetworkCases {
  private static final String HEADING = "= ";

  private NetworkCases() {}

  /**
   * Some steps, and the words that stand for what is this case's alone: names in capitals such as
   * {@code NET}, {@code BOX} and {@code PORT0}, {@code 10.N.} and {@code fd00:N:}
   * for its subnets.
   *
   * @param number from 0
   */
  record NetworkCase(String name, int number, List<String> steps) {
    private static final int FIRST_SUBNET = 20;
    private static final int FIRST_PORT = 21_000;
    private static final int PORTS = 10;

    NetworkCase {
      steps = List.copyOf(steps);
    }

    /** A step as it is sent. */
    String sent(String step) {
      return step.replaceAll("\\b(NET|OTHER|BOX|PEER)\\b", "diff$1" + number + "x")
          .replace("10.N.", subnets())
          .replace("fd00:N:", subnetsOfIpv6())
          .replaceAll("\\bPORT([0-9])\\b", Integer.toString(ports()) + "$1");
    }

    /** An answer without what is this case's alone, or of an engine's own choice. */
    String received(String answer) {
      return answer
          .replaceAll("diff([A-Z]+)" + number + "x", "$1")
          .replace(subnets(), "10.N.")
          .replace(subnetsOfIpv6(), "fd00:N:")
          .replace("02:42:0a:%02x".formatted(FIRST_SUBNET + number), "02:42:0a:N")
          .replaceAll(":" + ports() + "([0-9])\\b", ":\"PORT$1\"")
          .replaceAll("\\b" + ports() + "([0-9])\\b", "PORT$1")
          .replaceAll("\\b[0-9a-f]{64}\\b(?!\":)", "ID")
          .replaceAll("\\b[0-9a-f]{12}\\b", "SHORT")
          .replaceAll("\\b(172\\.[123][0-9]|192\\.168)\\.[0-9]+\\.[0-9]+(/[0-9]+)?", "POOL")
          .replaceAll("\\b02:42:(ac|c0)(:[0-9a-f]{2}){3}", "POOLMAC")
          .replaceAll("(\"HostPort\":|=)\"?[3-6][0-9]{4}\\b\"?", "$1\"RANDOM\"");
    }

    private String subnets() {
      return "10." + (FIRST_SUBNET + number) + ".";
    }

    private String subnetsOfIpv6() {
      return "fd00:" + (FIRST_SUBNET + number) + ":";
    }

    /** But for the last digit. */
    private int ports() {
      return FIRST_PORT / PORTS + number;
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static List<NetworkCase> all() throws IOException {
    List<NetworkCase> cases = new ArrayList<>();
    for (String block : ContainerRequests.text("networks.txt").split("(?m)^" + HEADING, -1)) {
      List<String> lines =
          block.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
      if (!lines.isEmpty()) {
        cases.add(new NetworkCase(lines.get(0), cases.size(), lines.subList(1, lines.size())));
      }
    }
    return cases;
  }
}
