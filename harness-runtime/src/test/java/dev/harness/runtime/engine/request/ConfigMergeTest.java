package dev.harness.runtime.engine.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harness.images.manifest.Healthcheck;
import dev.harness.images.manifest.ImageConfig;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Request over image (C25, C26), and what neither may say. */
class ConfigMergeTest {
  private static final ContainerId ID = new ContainerId("ab".repeat(32));

  @Test
  void takesTheDomainNameOfTheRequest() {
    ProcessConfig merged = merge(image(List.of(), List.of("true")), Optional.of("example.org"));

    assertThat(merged.domainname()).isEqualTo("example.org");
    assertThat(merged.hostname()).isEqualTo("abababababab");
  }

  @Test
  void takesAnEmptyDomainNameAsNone() {
    assertThat(merge(image(List.of(), List.of("true")), Optional.of("")).domainname()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\n10.0.0.1 registry", "a b", "-a", "a\0"})
  void refusesADomainNameThatWouldWriteMoreIntoHosts(String name) {
    ImageConfig image = image(List.of(), List.of("true"));

    assertThatThrownBy(() -> merge(image, Optional.of(name)))
        .isInstanceOf(EngineException.InvalidRequest.class)
        .hasMessageStartingWith("invalid domainname \"")
        .hasMessageEndingWith("want up to 63 letters, digits, dots and dashes");
  }

  @Test
  void refusesANulInTheCommandOfTheImage() {
    ImageConfig image = image(List.of(), List.of("sh", "a\0b"));

    assertThatThrownBy(() -> merge(image, Optional.empty()))
        .isInstanceOf(EngineException.InvalidRequest.class)
        .hasMessage("the command holds a NUL byte: \"a\\0b\"");
  }

  @Test
  void refusesANulInTheEnvironmentOfTheImage() {
    ImageConfig image = image(List.of("A=1\0B=2"), List.of("true"));

    assertThatThrownBy(() -> merge(image, Optional.empty()))
        .isInstanceOf(EngineException.InvalidRequest.class)
        .hasMessage("the environment of the image holds a NUL byte: \"A=1\\0B=2\"");
  }

  @Test
  void takesTheHealthCheckOfTheImageWithItsShell() {
    ProcessConfig merged = merge(probed("CMD-SHELL", "exit 0"), Optional.empty());

    assertThat(merged.health().orElseThrow().command())
        .contains(List.of("/bin/ash", "-c", "exit 0"));
  }

  @Test
  void mergesTheHealthCheckFieldByField() {
    HealthCheck asked =
        new HealthCheck(
            List.of(),
            List.of(),
            Duration.ofSeconds(1),
            Duration.ZERO,
            Duration.ZERO,
            Duration.ZERO,
            0);

    HealthCheck merged =
        merge(probed("CMD", "probe"), Optional.empty(), Optional.of(asked)).health().orElseThrow();

    assertThat(merged.command()).contains(List.of("probe"));
    assertThat(merged.effectiveInterval()).isEqualTo(Duration.ofSeconds(1));
    assertThat(merged.effectiveTimeout()).isEqualTo(Duration.ofSeconds(7));
    assertThat(merged.effectiveRetries()).isEqualTo(5);
    assertThat(merged.startPeriod()).isEqualTo(Duration.ZERO);
  }

  @ParameterizedTest
  @CsvSource({"NONE,", "NONE,x", "CMD,", "WAT,x"})
  void doesNotProbeWhatIsNotToBeProbed(String kind, @Nullable String command) {
    List<String> test = command == null ? List.of(kind) : List.of(kind, command);
    HealthCheck check =
        new HealthCheck(
            test, List.of(), Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO, 0);

    assertThat(check.command()).isEmpty();
  }

  private static ImageConfig probed(String... test) {
    Healthcheck check =
        new Healthcheck(
            List.of(test),
            Duration.ofSeconds(9),
            Duration.ofSeconds(7),
            Duration.ZERO,
            Duration.ZERO,
            5);
    return image(List.of(), List.of("true"), check, List.of("/bin/ash", "-c"));
  }

  private static ProcessConfig merge(ImageConfig image, Optional<String> domainname) {
    return merge(image, domainname, Optional.empty());
  }

  private static ProcessConfig merge(
      ImageConfig image, Optional<String> domainname, Optional<HealthCheck> health) {
    CreateContainer.Command command =
        new CreateContainer.Command(
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            domainname,
            Optional.empty(),
            Optional.empty(),
            health);
    CreateContainer.Host host = CreateContainer.Host.in(NetworkMode.NONE);
    CreateContainer request =
        new CreateContainer(
            Optional.empty(),
            "busybox",
            Optional.empty(),
            command,
            Map.of(),
            Set.of(),
            Set.of(),
            host,
            Console.NONE);
    return new ConfigMerge(request, image, ID).merge();
  }

  private static ImageConfig image(List<String> environment, List<String> command) {
    return image(environment, command, null, List.of());
  }

  private static ImageConfig image(
      List<String> environment,
      List<String> command,
      @Nullable Healthcheck health,
      List<String> shell) {
    return new ImageConfig(
        environment, List.of(), command, "", "", List.of(), List.of(), Map.of(), "", health, shell);
  }
}
