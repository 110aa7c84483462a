package dev.harness.runtime.boot;

import dev.harness.engineapi.client.ContainersApi;
import dev.harness.engineapi.client.EngineAddress;
import dev.harness.engineapi.client.EngineClient;
import dev.harness.engineapi.container.ContainerConfig;
import dev.harness.engineapi.container.CreateContainerRequest;
import dev.harness.engineapi.container.HostConfig;
import dev.harness.engineapi.network.NetworkingConfig;
import dev.harness.engineapi.network.PortBinding;
import dev.harness.runtime.launch.program.ProcessStep;
import dev.harness.runtime.launch.program.Program;
import dev.harness.runtime.linux.Architecture;
import dev.harness.tar.TarWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A whole engine and one container of it, from the pull of its image to its removal: what a first
 * container makes an engine load. The image holds one generated program, and comes from this process.
 */
final class Rehearsal {
  private static final TarWriter.Modes FOR_ALL = (directory, present) -> 0755;

  private final Path scratch;

  /** Keeps everything in {@code scratch}, which is empty. */
  Rehearsal(Path scratch) {
    this.scratch = scratch;
  }

  void run() throws IOException {
    EngineArguments arguments =
        new EngineArguments(scratch.resolve("s"), scratch.resolve("data"), scratch);
    // The settings of the user's registries are not for an image of this process.
    ServingEngine.start(arguments, Map.of("HOME", scratch.toString()));
    try (RehearsalRegistry registry = RehearsalRegistry.serving(layer());
        EngineClient client =
            new EngineClient(new EngineAddress.UnixSocketAddress(arguments.socket()))) {
      client.system().ping();
      client.images().pull(registry.image(), step -> {});
      container(client.containers(), registry.image());
    }
  }

  private static void container(ContainersApi containers, String image) {
    ContainerConfig config = ContainerConfig.builder().image(image).build();
    HostConfig host =
        HostConfig.builder()
            .portBindings(Map.of("80/tcp", List.of(new PortBinding("", ""))))
            .build();
    CreateContainerRequest request =
        new CreateContainerRequest(config, host, NetworkingConfig.EMPTY);
    String id = containers.create("", request).id();
    containers.start(id);
    containers.inspect(id);
    containers.list(true);
    containers.remove(id);
  }

  /** One program that waits for a byte, finds the end of its input instead, and ends. */
  private byte[] layer() throws IOException {
    Program program = new Program(1, List.of(new ProcessStep.AwaitByte(0)));
    Path file = scratch.resolve("rehearse");
    Files.write(file, program.executable(Architecture.current()));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarWriter tar = new TarWriter(bytes, Instant.EPOCH)) {
      tar.copy("rehearse", file, FOR_ALL);
    }
    return bytes.toByteArray();
  }
}
