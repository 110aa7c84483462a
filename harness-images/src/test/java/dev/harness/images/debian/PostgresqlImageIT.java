package dev.harness.images.debian;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.harness.images.debian.apt.PackageSource;
import dev.harness.images.debian.recipe.DebianCatalog;
import dev.harness.images.debian.recipe.Recipe;
import dev.harness.images.testing.DebianCacheDirectory;
import dev.harness.images.testing.ElfFile;
import dev.harness.images.testing.LayerListing;
import dev.harness.images.testing.OciLayoutFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The image of PostgreSQL from this machine's own package sources. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresqlImageIT {
  private final Recipe recipe = new DebianCatalog().recipe("postgresql");
  private final DebianImages images = new DebianImages(DebianCacheDirectory.path());
  private final BuiltImage image;
  private final LayerListing layer;

  PostgresqlImageIT() throws IOException {
    image = images.build(recipe);
    layer = new LayerListing(image.layout(), PostgresqlImageIT::isOfInterest);
  }

  @Test
  void holdsServerClientsAndTheirUser() {
    assertThat(layer.describe("usr/local/bin/postgres").orElse(""))
        .matches("l /usr/lib/postgresql/\\d+/bin/postgres");
    assertThat(layer.describe("usr/local/bin/psql").orElse(""))
        .matches("l /usr/lib/postgresql/\\d+/bin/psql");
    assertThat(text("etc/passwd"))
        .contains("root:*:0:0:")
        .endsWith("postgres:x:999:999::/var/lib/postgresql:/bin/bash\n");
    assertThat(text("etc/group")).endsWith("postgres:x:999:\n");
  }

  @Test
  void hasTheDirectoriesThatMaintainerScriptsWouldMake() {
    assertThat(layer.describe("var/lib/postgresql/data")).contains("d 1777 999:999");
    assertThat(layer.describe("run/postgresql")).contains("d 3777 999:999");
    assertThat(layer.describe("var/run")).contains("l /run");
    assertThat(layer.describe("bin")).contains("l usr/bin");
    assertThat(layer.describe("usr/bin/sh")).contains("l dash");
    assertThat(layer.describe("usr/bin/awk")).contains("l mawk");
    assertThat(layer.describe("tmp")).contains("d 1777 0:0");
  }

  @Test
  void leavesOutManualsAndTheCompilerOfQueries() {
    assertThat(layer.paths())
        .noneMatch(path -> path.startsWith("usr/share/man/"))
        .noneMatch(path -> path.contains("bitcode"))
        .noneMatch(path -> path.contains("llvmjit"))
        .contains("usr/share/doc/libc6/copyright");
  }

  @Test
  void holdsEveryLibraryThatItsProgramsLoad() {
    Set<String> names =
        StreamSupport.stream(layer.paths().spliterator(), false)
            .map(path -> path.substring(path.lastIndexOf('/') + 1))
            .collect(Collectors.toSet());
    Set<String> missing = new TreeSet<>();
    for (Map.Entry<String, byte[]> file : layer.contents().entrySet()) {
      ElfFile elf = new ElfFile(file.getValue());
      if (elf.isElf64()) {
        elf.needed().stream().filter(name -> !names.contains(name)).forEach(missing::add);
      }
    }

    assertThat(layer.contents().keySet()).anyMatch(path -> path.endsWith("/bin/postgres"));
    assertThat(missing).isEmpty();
  }

  @Test
  void runsAsPostgresAndSaysHowToStop() throws IOException {
    try (OciLayoutFile layout = new OciLayoutFile(image.layout())) {
      JsonNode config = new ObjectMapper().readTree(layout.config()).path("config");

      assertThat(config.path("User").asText()).isEqualTo("postgres");
      assertThat(config.path("StopSignal").asText()).isEqualTo("SIGINT");
      assertThat(config.path("Entrypoint")).hasToString("[\"docker-entrypoint.sh\"]");
      assertThat(config.path("Cmd")).hasToString("[\"postgres\"]");
      assertThat(config.path("ExposedPorts")).hasToString("{\"5432/tcp\":{}}");
      assertThat(config.path("Volumes")).hasToString("{\"/var/lib/postgresql/data\":{}}");
    }
  }

  @Test
  void isTheSameEachTimeItIsMade(@TempDir Path directory) throws IOException {
    Path again = Files.createDirectory(directory.resolve("again"));

    new ImageAssembly(recipe, again)
        .assemble(packages().fetch(image.packages()), again.resolve("layout.tar"));

    assertThat(again.resolve("layout.tar")).hasSameBinaryContentAs(image.layout());
  }

  private static PackageSource packages() {
    return new PackageSource(DebianCacheDirectory.path(), line -> {});
  }

  private static boolean isOfInterest(String path, byte[] content) {
    return path.equals("etc/passwd") || path.equals("etc/group") || new ElfFile(content).isElf64();
  }

  private String text(String path) {
    return new String(Objects.requireNonNull(layer.contents().get(path)), StandardCharsets.UTF_8);
  }
}
