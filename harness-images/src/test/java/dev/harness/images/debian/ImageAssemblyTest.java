package dev.harness.images.debian;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.harness.images.debian.apt.PackageRequest;
import dev.harness.images.debian.deb.DebFile;
import dev.harness.images.debian.deb.PackageFile;
import dev.harness.images.debian.recipe.ImageSettings;
import dev.harness.images.debian.recipe.Recipe;
import dev.harness.images.debian.recipe.RootStep;
import dev.harness.images.reference.Digest;
import dev.harness.images.testing.OciLayoutFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageAssemblyTest {
  private static final ImageSettings SETTINGS =
      new ImageSettings(
          List.of("PATH=/usr/bin", "LANG=C.UTF-8"),
          List.of("entry"),
          List.of("serve", "-v"),
          List.of("5432/tcp"),
          List.of("/data"),
          "/work",
          "svc",
          "SIGINT");

  private static final Recipe RECIPE =
      new Recipe(
          "hello",
          PackageRequest.of("hello", "world"),
          List.of(),
          List.of(
              new RootStep.WriteFile("etc/motd", 0640, "welcome\n"),
              new RootStep.MakeDirectory("data", 01777, 999, 998)),
          SETTINGS);

  @TempDir Path directory;

  @Test
  void writesOneLayerSortedWithHardLinksAfterTheirContent() throws IOException {
    Path layout = assemble("one");

    assertThat(layerOf(layout))
        .containsExactly(
            "L bin 777 0:0 -> usr/bin",
            "d data/ 1777 999:998",
            "d etc/ 755 0:0",
            "f etc/motd 640 0:0 8",
            "d usr/ 755 0:0",
            "d usr/bin/ 755 0:0",
            "f usr/bin/aloha 4755 0:0 5",
            "h usr/bin/hello 4755 0:0 -> usr/bin/aloha",
            "f usr/bin/welt 755 0:0 4",
            "d usr/share/ 755 0:0",
            "d usr/share/doc/ 755 0:0",
            "d usr/share/doc/hello/ 755 0:0",
            "f usr/share/doc/hello/copyright 644 0:0 4");
  }

  @Test
  void writesTheSameBytesTwice() throws IOException {
    Path first = assemble("first");
    Path second = assemble("second");

    assertThat(second).hasSameBinaryContentAs(first);
  }

  @Test
  void describesTheImageInConfigAndManifest() throws IOException {
    try (OciLayoutFile layout = new OciLayoutFile(assemble("one"))) {
      JsonNode config = new ObjectMapper().readTree(layout.config());

      assertThat(config.at("/config"))
          .hasToString(
              """
              {"User":"svc","ExposedPorts":{"5432/tcp":{}},"Env":["PATH=/usr/bin","LANG=C.UTF-8"],\
              "Entrypoint":["entry"],"Cmd":["serve","-v"],"Volumes":{"/data":{}},\
              "WorkingDir":"/work","StopSignal":"SIGINT",\
              "Labels":{"org.opencontainers.image.version":"1:1.0-1"}}""");
      assertThat(config.path("architecture").asText()).isEqualTo("amd64");
      assertThat(config.path("created").asText()).isEqualTo("2020-09-13T12:26:40Z");
      assertThat(config.at("/rootfs/diff_ids/0").asText())
          .isEqualTo(Digest.sha256(layout.blob(layout.layers().get(0))).toString());
      assertThat(layout.names())
          .containsExactly(
              "blobs/sha256/" + layout.layers().get(0).hex(),
              "blobs/sha256/" + Digest.sha256(layout.config()).hex(),
              "blobs/sha256/" + layout.manifestDigest().hex(),
              "index.json",
              "oci-layout");
    }
  }

  private Path assemble(String name) throws IOException {
    Path work = Files.createDirectory(directory.resolve(name));
    List<PackageFile> packages =
        List.of(
            new DebFile("world").file("./usr/bin/welt", 0755, "welt").writeTo(directory),
            new DebFile("hello")
                .directory("./", 0755)
                .file("./bin/hello", 04755, "hello")
                .hardLink("./bin/aloha", "./bin/hello")
                .file("./usr/share/doc/hello/copyright", 0644, "free")
                .file("./usr/share/doc/hello/changelog", 0644, "long")
                .writeTo(directory));
    new ImageAssembly(RECIPE, work).assemble(packages, work.resolve("layout.tar"));
    return work.resolve("layout.tar");
  }

  private static List<String> layerOf(Path layout) throws IOException {
    List<String> lines = new ArrayList<>();
    try (OciLayoutFile file = new OciLayoutFile(layout);
        InputStream layer = file.open(file.layers().get(0));
        TarArchiveInputStream tar = new TarArchiveInputStream(layer)) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        lines.add(line(entry));
      }
    }
    return lines;
  }

  private static String line(TarArchiveEntry entry) {
    String kind =
        entry.isDirectory() ? "d" : entry.isSymbolicLink() ? "L" : entry.isLink() ? "h" : "f";
    String tail =
        switch (kind) {
          case "d" -> "";
          case "f" -> " " + entry.getSize();
          default -> " -> " + entry.getLinkName();
        };
    return "%s %s %o %d:%d%s"
        .formatted(
            kind,
            entry.getName(),
            entry.getMode() & 07777,
            entry.getLongUserId(),
            entry.getLongGroupId(),
            tail);
  }
}
