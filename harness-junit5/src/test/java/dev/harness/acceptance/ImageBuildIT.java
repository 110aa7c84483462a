package dev.harness.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harness.ContainerSpec;
import dev.harness.Harness;
import dev.harness.ImageUnavailableException;
import dev.harness.RunningContainer;
import dev.harness.Wait;
import dev.harness.build.ImageBuild;
import dev.harness.junit5.Container;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Containers of images that are built of Dockerfiles, as tests declare them. */
@Tag("every-engine")
@SuppressWarnings("NullAway.Init") // the extension sets the fields
class ImageBuildIT {
  private static final ImageBuild GREETING =
      ImageBuild.context(Path.of("src", "test", "docker", "greeting"));

  @Container(build = "src/test/docker/greeting")
  static RunningContainer greeting;

  @Test
  void startsWhatADirectoryHasADockerfileFor() {
    assertThat(greeting.exec("cat", "/srv/greeting").stdout()).isEqualTo("hello world\n");
    assertThat(greeting.exec("pwd").stdout()).isEqualTo("/srv\n");
    assertThat(greeting.exec("stat", "-c", "%u:%g", "/srv/greeting").stdout())
        .isEqualTo("1000:1000\n");
  }

  @Test
  void buildsTheSameImageOfTheSameFiles(Harness harness) {
    String first = harness.build(GREETING.arg("WHO", "again"));
    String second = harness.build(GREETING.arg("WHO", "again"));

    assertThat(first).startsWith("sha256:").isEqualTo(second);
    assertThat(harness.build(GREETING)).isNotEqualTo(first);
  }

  @Test
  void buildsOfATextAndFiles(Harness harness) {
    ContainerSpec spec =
        ContainerSpec.build(
                ImageBuild.dockerfile("FROM debian.internal/busybox\nCOPY a.txt /b/\n")
                    .file("a.txt", "of the test")
                    .label("made-by", "a test"))
            .command("sleep", "1000")
            .waitFor(Wait.forCommand("true"));

    try (RunningContainer container = harness.start(spec)) {
      assertThat(container.exec("cat", "/b/a.txt").stdout()).isEqualTo("of the test");
    }
  }

  @Test
  void tellsStepOutputAndCodeOfAFailure(Harness harness) {
    ImageBuild build =
        ImageBuild.dockerfile("FROM debian.internal/busybox\nRUN echo the reason; exit 7\n");

    assertThatThrownBy(() -> harness.build(build))
        .isInstanceOf(ImageUnavailableException.class)
        .hasMessageContaining("returned a non-zero code: 7")
        .hasMessageContaining("It was at Step 2/2 : RUN echo the reason; exit 7")
        .hasMessageContaining("\n  the reason");
  }

  @Test
  void tellsWhatIsNoDirectory(Harness harness) {
    assertThatThrownBy(() -> harness.build(ImageBuild.context(Path.of("nonesuch"))))
        .isInstanceOf(ImageUnavailableException.class)
        .hasMessageStartingWith("Cannot build an image of nonesuch: ")
        .hasMessageEndingWith("nonesuch is no directory here");
  }
}
