package dev.harness.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.harness.images.reference.Platform;
import dev.harness.images.testing.ImageFixture;
import dev.harness.images.testing.RegistryExtension;
import dev.harness.images.testing.RegistryPush;
import dev.harness.images.testing.RegistryServer;
import dev.harness.tar.TarWriter;
import dev.harness.testing.RawClient;
import dev.harness.testing.RawResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Images on the disk: {@code harness store check}, and the API's {@code df} and {@code prune}. */
@ExtendWith(RegistryExtension.class)
@SuppressWarnings("NullAway.Init") // set before each test
class StoreCommandIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path directory;
  private CommandLine harness;
  private Path data;
  private ImageFixture pushed;
  private String image;

  @BeforeEach
  void pushAnImage(RegistryServer registry) throws IOException {
    harness = new CommandLine(directory, Confinement.NONE);
    data = directory.resolve("data");
    pushed = fixture(layer());
    new RegistryPush(registry, "stored").fixture(pushed, "1");
    image = registry.host() + "/stored";
  }

  @AfterEach
  void leavesNothing() throws IOException {
    assertThat(harness.running()).isEmptyDirectory();
    Confinement.assertNoProcessOf(directory);
  }

  private static ImageFixture fixture(byte[] layer) {
    return new ImageFixture()
        .architecture(Platform.ofLinux(System.getProperty("os.arch")).architecture())
        .layer(layer, layer);
  }

  private static byte[] layer() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarWriter tar = new TarWriter(bytes, Instant.EPOCH)) {
      byte[] content = "content".getBytes(StandardCharsets.UTF_8);
      tar.file("file", content, (directory, present) -> 0644);
    }
    return bytes.toByteArray();
  }

  private Path only(String pattern) throws IOException {
    try (Stream<Path> files = Files.walk(data)) {
      return files.filter(file -> file.toString().matches(pattern)).findFirst().orElseThrow();
    }
  }

  private Ended check(String... options) throws IOException {
    return harness.run(
        Stream.concat(Stream.of("store", "check", "--data", data.toString()), Stream.of(options))
            .toArray(String[]::new));
  }

  /** What a client does with an engine on the data directory, which ends then. */
  private interface Use {
    void with(RawClient client) throws IOException;
  }

  private void use(Use use) throws IOException, InterruptedException {
    Path socket = directory.resolve("s");
    Process engine =
        harness.start("engine", "--socket", socket.toString(), "--data", data.toString());
    try {
      assertThat(engine.getInputStream().readNBytes("Engine ready".length())).hasSize(12);
      try (RawClient client = new RawClient(socket)) {
        use.with(client);
      }
    } finally {
      engine.destroy();
      assertThat(engine.waitFor(10, TimeUnit.SECONDS)).as("ended within 10 s").isTrue();
    }
  }

  private static RawResponse post(RawClient client, String target) throws IOException {
    client.send("POST " + target + " HTTP/1.1\r\nHost: engine\r\nContent-Length: 0\r\n\r\n");
    return client.response();
  }

  private static String filters(String json) {
    return URLEncoder.encode(json, StandardCharsets.UTF_8);
  }

  private void pull(RawClient client) throws IOException {
    RawResponse pulled = post(client, "/images/create?tag=1&fromImage=" + image);
    assertThat(pulled.body()).contains("Status: Downloaded newer image");
  }

  @Test
  void checkFindsAndRepairsDamage() throws IOException, InterruptedException {
    use(this::pull);
    Ended sound = check();
    assertThat(sound.output()).endsWith("1 images, 1 layers, 0 problems\n");
    assertThat(sound.exitCode()).isZero();
    Files.writeString(only(".*/tree/file"), "kontent");
    String problem = "layer sha256:[0-9a-f]{64}: file has another content \\((.*)\\)\n";

    Ended found = check();
    Ended repaired = check("--repair");
    Ended again = check();

    assertThat(found.output()).matches(problem + "1 images, 1 layers, 1 problems\n");
    assertThat(found.exitCode()).isEqualTo(1);
    assertThat(repaired.output()).contains("file has another content (repaired)");
    assertThat(repaired.exitCode()).isZero();
    assertThat(again.output()).isEqualTo("0 images, 0 layers, 0 problems\n");
    assertThat(again.exitCode()).isZero();
    use(this::pull);
  }

  @Test
  void checkRepairsADamagedTable() throws IOException, InterruptedException {
    use(this::pull);
    Path table = only(".*/images\\.json");
    Files.writeString(table, Files.readString(table).replace("stored:1", "stored:2"));
    use(
        client ->
            assertThat(client.get("/images/json").body())
                .contains("the table of images of the image store is damaged", "store check"));

    Ended repaired = check("--repair");

    assertThat(repaired.output()).contains("its sum is another one than it says");
    assertThat(repaired.exitCode()).isZero();
    use(this::pull);
  }

  @Test
  void usageCountsAndPruneGivesBack() throws IOException, InterruptedException {
    use(
        client -> {
          pull(client);
          JsonNode usage = JSON.readTree(client.get("/v1.44/system/df").body());
          assertThat(usage.path("LayersSize").asLong()).isEqualTo(7);
          assertThat(usage.at("/Images/0/Size").asLong()).isEqualTo(7);
          assertThat(usage.at("/Images/0/SharedSize").asLong()).isZero();
          assertThat(usage.at("/Images/0/Containers").asLong()).isZero();
          assertThat(usage.path("Containers")).isEmpty();
          assertThat(usage.path("Volumes").isArray()).isTrue();

          String kept = post(client, "/v1.44/images/prune").body();
          String pruned =
              post(
                      client,
                      "/v1.44/images/prune?filters="
                          + filters("{\"dangling\":[\"false\"],\"until\":[\"1h\"]}"))
                  .body();

          assertThat(kept).isEqualTo("{\"ImagesDeleted\":[],\"SpaceReclaimed\":0}");
          assertThat(JSON.readTree(pruned).path("SpaceReclaimed").asLong()).isEqualTo(7);
          assertThat(pruned)
              .contains("{\"Untagged\":\"" + image + ":1\"}")
              .contains("{\"Deleted\":\"" + pushed.id() + "\"}");
          assertThat(client.get("/images/json").body()).isEqualTo("[]");
        });
  }
}
