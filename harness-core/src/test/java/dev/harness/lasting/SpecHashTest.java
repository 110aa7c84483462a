package dev.harness.lasting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harness.engineapi.container.ContainerConfig;
import dev.harness.engineapi.container.CreateContainerRequest;
import dev.harness.engineapi.container.HostConfig;
import dev.harness.engineapi.network.NetworkingConfig;
import dev.harness.files.CopiedFile;
import dev.harness.files.FileSource;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SpecHashTest {
  private static final CreateContainerRequest REQUEST = request(labels("a", "1", "b", "2"));

  @Test
  void isTheSameInEveryProcess() throws IOException {
    assertThat(SpecHash.of(REQUEST, "", "sha256:1", List.of()))
        .isEqualTo(SpecHash.of(request(labels("b", "2", "a", "1")), "", "sha256:1", List.of()))
        .isEqualTo("0b1666e7fb40a54ae367aa2ed92e6809d420b75580aec24e97ceb701a681ce27");
  }

  @Test
  void isAnotherForAnythingElse() throws IOException {
    List<CopiedFile> file = List.of(new CopiedFile(FileSource.text("x"), "/f"));

    assertThat(
            List.of(
                SpecHash.of(REQUEST, "", "sha256:1", List.of()),
                SpecHash.of(REQUEST, "", "sha256:2", List.of()),
                SpecHash.of(REQUEST, "db", "sha256:1", List.of()),
                SpecHash.of(request(Map.of()), "", "sha256:1", List.of()),
                SpecHash.of(REQUEST, "", "sha256:1", file),
                SpecHash.of(
                    REQUEST, "", "sha256:1", List.of(new CopiedFile(FileSource.text("y"), "/f"))),
                SpecHash.of(
                    REQUEST,
                    "",
                    "sha256:1",
                    List.of(new CopiedFile(FileSource.text("x").mode(0600), "/f")))))
        .doesNotHaveDuplicates()
        .allMatch(hash -> hash.matches("[0-9a-f]{64}"));
  }

  private static Map<String, String> labels(String... keysAndValues) {
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put(keysAndValues[0], keysAndValues[1]);
    labels.put(keysAndValues[2], keysAndValues[3]);
    return labels;
  }

  private static CreateContainerRequest request(Map<String, String> labels) {
    return new CreateContainerRequest(
        ContainerConfig.builder().image("server:1").labels(labels).build(),
        HostConfig.EMPTY,
        NetworkingConfig.EMPTY);
  }
}
