package dev.harness.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harness.images.debian.DebianImages;
import dev.harness.images.debian.recipe.DebianCatalog;
import dev.harness.images.testing.DebianCacheDirectory;
import dev.harness.images.testing.ImageFixture;
import dev.harness.images.testing.OciLayoutFile;
import dev.harness.images.testing.RegistryExtension;
import dev.harness.images.testing.RegistryPush;
import dev.harness.images.testing.RegistryServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Images with files that are large and hold almost nothing. */
@ExtendWith({ApiExtension.class, RegistryExtension.class})
class SparseLayerIT {
  private static final long SIZE = 5L << 30;

  private static byte[] programs() throws IOException {
    DebianImages images = new DebianImages(DebianCacheDirectory.path());
    try (OciLayoutFile busybox =
            new OciLayoutFile(images.build(new DebianCatalog().recipe("busybox")).layout());
        InputStream layer = busybox.open(busybox.layers().get(0))) {
      return layer.readAllBytes();
    }
  }

  /** An archive of GNU tar with one file of 5 GB that has five bytes in its midst. */
  private static byte[] sparse(Path directory) throws IOException {
    try (FileChannel file =
        FileChannel.open(
            directory.resolve("lastlog"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      file.write(ByteBuffer.wrap("hello".getBytes(StandardCharsets.US_ASCII)), 3_000_000_000L);
      file.write(ByteBuffer.wrap(new byte[1]), SIZE - 1);
    }
    Process tar =
        new ProcessBuilder("tar", "--create", "--sparse", "--format=posix", "lastlog")
            .directory(directory.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    return tar.getInputStream().readAllBytes();
  }

  @Test
  @Timeout(120)
  void areLargeInTheContainerAndSmallOnTheDisk(
      Api api, RegistryServer registry, @TempDir Path directory) throws IOException {
    byte[] programs = programs();
    byte[] sparse = sparse(directory);
    new RegistryPush(registry, "contract/sparse")
        .fixture(new ImageFixture().layer(programs, programs).layer(sparse, sparse), "1");
    String image = registry.host() + "/contract/sparse:1";

    AnswerAssert.assertThat(api.call("POST /images/create?fromImage=" + image)).hasStatus(200);
    String id =
        api.json(
                "POST /containers/create",
                "{\"Image\":\"%s\",\"Cmd\":[\"stat\",\"-c\",\"%%s bytes in %%b\",\"/lastlog\"]}"
                    .formatted(image))
            .path("Id")
            .asText();
    api.call("POST /containers/" + id + "/start");
    api.json("POST /containers/" + id + "/wait");
    String said = api.call("GET /containers/" + id + "/logs?stdout=1").body();
    api.call("DELETE /containers/" + id);
    api.call("DELETE /images/" + image);

    assertThat(said).containsPattern("5368709120 bytes in [1-9][0-9]?[0-9]?\\n");
  }
}
