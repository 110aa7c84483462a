package dev.harness.runtime.boot;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.harness.engineapi.client.ContainersApi;
import dev.harness.engineapi.client.EngineAddress;
import dev.harness.engineapi.client.EngineClient;
import dev.harness.engineapi.container.ContainerConfig;
import dev.harness.engineapi.container.CreateContainerRequest;
import dev.harness.engineapi.container.HostConfig;
import dev.harness.engineapi.network.NetworkingConfig;
import dev.harness.engineapi.network.PortBinding;
import dev.harness.images.Images;
import dev.harness.images.debian.DebianImages;
import dev.harness.images.layer.unpack.LayerTarget;
import dev.harness.images.reference.Digest;
import dev.harness.images.reference.Platform;
import dev.harness.images.registry.RegistrySettings;
import dev.harness.images.registry.client.RegistryClient;
import dev.harness.images.store.Store;
import dev.harness.runtime.fs.LayerTreeWriter;
import dev.harness.runtime.fs.tree.Ownership;
import dev.harness.runtime.launch.program.ProcessStep;
import dev.harness.runtime.launch.program.Program;
import dev.harness.runtime.linux.Architecture;
import dev.harness.tar.TarWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A whole engine and one container of it, from the image to its removal: what a first container
 * makes an engine load. Its image holds one generated program, and nothing is fetched.
 */
final class Rehearsal {
  private static final TarWriter.Modes FOR_ALL = (directory, present) -> 0755;
  private static final String IMAGE = "harness.internal/rehearsal:latest";
  private static final String CONFIGURATION = "config.json";
  private static final String LAYER = "layer.tar";

  private static final Platform PLATFORM = Platform.ofLinux(System.getProperty("os.arch", ""));

  private final Path scratch;

  /** Keeps everything in {@code scratch}, which is empty. */
  Rehearsal(Path scratch) {
    this.scratch = scratch;
  }

  void run() throws IOException {
    EngineArguments arguments =
        new EngineArguments(scratch.resolve("s"), scratch.resolve("data"), scratch);
    load(arguments.data().resolve("single-id").resolve("images"));
    ServingEngine.start(arguments);
    try (EngineClient client =
        new EngineClient(new EngineAddress.UnixSocketAddress(arguments.socket()))) {
      client.system().ping();
      container(client.containers());
    }
  }

  private void container(ContainersApi containers) {
    ContainerConfig config = ContainerConfig.builder().image(IMAGE).build();
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

  private void load(Path store) throws IOException {
    LayerTarget target = tree -> LayerTreeWriter.in(tree, new Ownership.Single());
    try (Images images =
        new Images(
            Store.open(store),
            new RegistryClient(RegistrySettings.none()),
            target,
            new DebianImages(scratch.resolve("packages")))) {
      images.load(new ByteArrayInputStream(archive()), PLATFORM, progress -> {});
    }
  }

  /** An image as {@code docker save} writes it. */
  private byte[] archive() throws IOException {
    byte[] layer = layer();
    JsonNodeFactory json = JsonNodeFactory.instance;
    ObjectNode configuration =
        json.objectNode().put("os", "linux").put("architecture", PLATFORM.architecture());
    configuration.putObject("config").putArray("Entrypoint").add("/rehearse");
    configuration
        .putObject("rootfs")
        .put("type", "layers")
        .putArray("diff_ids")
        .add(Digest.sha256(layer).toString());
    ObjectNode manifest = json.objectNode().put("Config", CONFIGURATION);
    manifest.putArray("RepoTags").add(IMAGE);
    manifest.putArray("Layers").add(LAYER);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarWriter tar = new TarWriter(bytes, Instant.EPOCH)) {
      tar.file(CONFIGURATION, text(configuration.toString()), FOR_ALL);
      tar.file(LAYER, layer, FOR_ALL);
      tar.file("manifest.json", text(json.arrayNode().add(manifest).toString()), FOR_ALL);
    }
    return bytes.toByteArray();
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

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
