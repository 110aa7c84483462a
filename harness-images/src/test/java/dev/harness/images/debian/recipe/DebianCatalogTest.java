package dev.harness.images.debian.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harness.images.debian.deb.DebianException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DebianCatalogTest {
  private final DebianCatalog catalog = new DebianCatalog();

  /** What containers of the official images have. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mariadb    |          | [3306/tcp]  | [/var/lib/mysql]           |",
        "memcached  | memcache | [11211/tcp] | []                         |",
        "nginx      |          | [80/tcp]    | []                         | SIGQUIT",
        "postgresql | postgres | [5432/tcp]  | [/var/lib/postgresql/data] | SIGINT",
        "redis      |          | [6379/tcp]  | [/data]                    |",
      })
  void hasTheSettingsOfTheOfficialImages(
      String name, String user, String ports, String volumes, String stopSignal) {
    ImageSettings settings = catalog.recipe(name).settings();

    assertThat(settings.user()).isEqualTo(user == null ? "" : user);
    assertThat(settings.exposedPorts()).hasToString(ports);
    assertThat(settings.volumes()).hasToString(volumes);
    assertThat(settings.stopSignal()).isEqualTo(stopSignal == null ? "" : stopSignal);
  }

  @Test
  void takesPackagesFromTheName() {
    Recipe recipe = catalog.recipe("packages/curl/libstdc__6");

    assertThat(recipe.request().names())
        .containsExactly(
            "base-files",
            "base-passwd",
            "libc-bin",
            "dash",
            "coreutils",
            "sed",
            "grep",
            "mawk",
            "curl",
            "libstdc++6");
    assertThat(recipe.settings().command()).isEqualTo(List.of("sh"));
  }

  @Test
  void takesConfiguredPackagesFromTheName() {
    Recipe recipe = catalog.recipe("configured/openssh-server/libstdc__6");

    assertThat(recipe.isConfigured()).isTrue();
    assertThat(recipe.request().names())
        .containsExactly("openssh-server", "libstdc++6", "?essential", "usr-is-merged");
    assertThat(recipe.request().assumed()).isEmpty();
  }

  @Test
  void doesNotTakeForInstalledWhatIsAskedFor() {
    Recipe recipe = catalog.recipe("packages/dpkg");

    assertThat(recipe.request().names()).contains("dpkg");
    assertThat(recipe.request().assumed()).doesNotContain("dpkg").contains("debconf");
  }

  @Test
  void refusesWhatNoPackageIsCalled() {
    assertThatThrownBy(() -> catalog.recipe("packages/a"))
        .isInstanceOf(DebianException.UnknownPackage.class)
        .hasMessageContaining("no package is called \"a\"");
  }
}
