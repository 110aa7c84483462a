package dev.harness.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harness.images.Image;
import dev.harness.images.Images;
import dev.harness.images.credentials.Credentials;
import dev.harness.images.debian.ExtendedSources;
import dev.harness.images.debian.deb.DebFile;
import dev.harness.images.debian.deb.DebianException;
import dev.harness.images.reference.Platform;
import dev.harness.images.reference.Reference;
import dev.harness.runtime.testing.EngineFixture;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Packages whose maintainer scripts fail (D13). */
class FailingScriptsIT {
  private static final Reference IMAGE = Reference.parse("debian.internal/configured/sullen");

  @TempDir Path directory;

  private ExtendedSources sources(Path cache) throws IOException {
    DebFile sullen =
        new DebFile("sullen")
            .control(
                "control",
                """
                Package: sullen
                Version: 1:1.0-1
                Architecture: amd64
                Maintainer: Nobody <nobody@localhost>
                Description: fails when it is configured
                """)
            .control(
                "postinst",
                "#!/bin/sh\necho looking for a licence\necho no licence here >&2\nexit 7\n")
            .file("usr/share/doc/sullen/copyright", 0644, "none\n");
    return new ExtendedSources(directory, cache, "sullen", sullen);
  }

  @Test
  void nameThemselvesWithTheirLastWordsAndLeaveNothing() throws IOException {
    Path cache = directory.resolve("cache");
    try (EngineFixture fixture =
        EngineFixture.in(directory.resolve("engine"), sources(cache).images())) {
      Images images = fixture.images();
      Engine engine = fixture.engine();

      assertThatThrownBy(
              () ->
                  images.pull(
                      IMAGE,
                      Platform.ofLinux("amd64"),
                      Credentials.none(),
                      engine.imageCommands(),
                      step -> {}))
          .isInstanceOf(DebianException.ConfigureFailed.class)
          .hasMessageStartingWith(
              "the packages of the image debian.internal/configured/sullen:latest cannot be configured:"
                  + " the command ended with 1: ")
          .hasMessageContainingAll(
              "looking for a licence",
              "no licence here",
              "dpkg: error processing package sullen (--configure)",
              "error exit status 7");

      assertThat(engine.containers().all()).isEmpty();
      assertThat(images.list())
          .flatExtracting(Image::tags)
          .containsExactly("debian.internal/busybox:latest");
      assertThat(cache.resolve("work")).isEmptyDirectory();
      assertThat(cache.resolve("images")).isDirectoryNotContaining("regex:.*/configured-.*");
    }
    assertThat(Path.of("/proc/self/mountinfo")).content().doesNotContain(directory.toString());
  }
}
