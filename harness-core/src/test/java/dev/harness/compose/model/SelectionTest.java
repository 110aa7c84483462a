package dev.harness.compose.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harness.compose.file.Variables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SelectionTest {
  private static final String SHOP =
      """
      services:
        web: {image: a, depends_on: [db, cache]}
        tool: {image: a, profiles: [tools], depends_on: [db]}
        cache: {image: a, depends_on: [db]}
        db: {image: a}
        lone: {image: a}
      """;

  @TempDir Path directory;

  private List<String> select(String text, List<String> wanted, List<String> profiles)
      throws IOException {
    Path file = Files.writeString(directory.resolve("compose.yaml"), text);
    Variables variables = Variables.of(Map.of(), name -> Optional.empty(), directory);
    Project project = ProjectReader.read(List.of(file), directory, variables, false);
    return Selection.of(project, wanted, profiles).stream().map(Service::name).toList();
  }

  @Test
  void ordersServicesBehindWhatTheyDependOn() throws IOException {
    assertThat(select(SHOP, List.of(), List.of())).containsExactly("db", "cache", "web", "lone");
  }

  @Test
  void takesProfiles() throws IOException {
    assertThat(select(SHOP, List.of(), List.of("tools"))).contains("tool");
  }

  @Test
  void takesWhatIsWantedAndWhatItNeeds() throws IOException {
    assertThat(select(SHOP, List.of("tool"), List.of())).containsExactly("db", "tool");
  }

  @Test
  void asksNothingOfServicesThatDoNotStart() throws IOException {
    String text =
        """
        services:
          app: {image: a, links: [db], depends_on: [db]}
          db: {image: a}
          tool: {image: a, links: [db], profiles: [tools]}
        """;

    assertThat(select(text, List.of("db"), List.of())).containsExactly("db");
    assertThatThrownBy(() -> select(text, List.of(), List.of()))
        .hasMessageContaining(":2: services.app.links: is not supported");
  }

  @Test
  void refusesWhatIsNotThere() {
    assertThatThrownBy(() -> select(SHOP, List.of("shop"), List.of()))
        .hasMessage("The compose files have no service shop; there is web, tool, cache, db, lone");
    assertThatThrownBy(() -> select("services: {}", List.of(), List.of()))
        .hasMessage("The compose files have no services that would start");
  }

  @Test
  void refusesCircles() {
    String text =
        "services: {a: {image: a, depends_on: [b]}, b: {image: a, network_mode: 'service:a'}}";

    assertThatThrownBy(() -> select(text, List.of(), List.of()))
        .hasMessage("Services depend on themselves in a circle: a -> b -> a");
  }

  @Test
  void refusesToDependOnWhatHasAnotherProfile() {
    String text = "services: {a: {image: a, depends_on: [b]}, b: {image: a, profiles: [c]}}";

    assertThatThrownBy(() -> select(text, List.of(), List.of()))
        .hasMessage(
            "Service a depends on b, which starts only with a profile of its own: give it by profile, or name the service");
  }

  @Test
  void doesWithoutWhatIsNotRequired() throws IOException {
    String text =
        "services: {a: {image: a, depends_on: {b: {required: false}}}, b: {image: a, profiles: [c]}}";

    assertThat(select(text, List.of(), List.of())).containsExactly("a");
  }
}
