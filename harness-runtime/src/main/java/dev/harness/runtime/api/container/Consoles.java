package dev.harness.runtime.api.container;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.harness.engineapi.container.ContainerConfig;
import dev.harness.engineapi.container.ContainerConfigBuilder;
import dev.harness.engineapi.container.HostConfig;
import dev.harness.runtime.api.http.TerminalSizes;
import dev.harness.runtime.engine.request.Console;
import dev.harness.runtime.linux.terminal.TerminalSize;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What requests for containers, and their descriptions, say of terminals and attached streams. */
final class Consoles {
  private static final String SIZE = "ConsoleSize";

  private Consoles() {}

  static Console of(ContainerConfig config, HostConfig host) {
    return new Console(
        config.tty(),
        TerminalSizes.of("HostConfig." + SIZE, numbers(host.other().get(SIZE))),
        config.openStdin(),
        config.stdinOnce(),
        config.attachStdin(),
        config.attachStdout(),
        config.attachStderr());
  }

  /** What is no list of numbers becomes numbers that are no size. */
  private static List<Integer> numbers(@Nullable JsonNode list) {
    List<Integer> numbers = new ArrayList<>();
    if (list != null) {
      list.forEach(number -> numbers.add(number.asInt(-1)));
    }
    return numbers;
  }

  static ContainerConfigBuilder show(Console console, ContainerConfigBuilder config) {
    return config
        .tty(console.terminal())
        .openStdin(console.openInput())
        .stdinOnce(console.inputOnce())
        .attached(console.attachInput(), console.attachOutput(), console.attachErrors());
  }

  /** The fields of the host's part. */
  static Map<String, JsonNode> host(Console console) {
    TerminalSize size = console.size();
    return Map.of(SIZE, JsonNodeFactory.instance.arrayNode().add(size.rows()).add(size.columns()));
  }
}
