package dev.harness.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harness.engineapi.image.RegistryAuth;
import dev.harness.locate.user.Settings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Logins are found where Docker's and Podman's clients keep them (A1-A7). */
class RegistryLoginsTest {
  @TempDir private Path home;
  private final Map<String, String> environment = new HashMap<>();

  private static String joined(String user, String password) {
    byte[] text = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return Base64.getEncoder().encodeToString(text);
  }

  private static String login(String key, String user, String password) {
    return "{\"auths\":{\"%s\":{\"auth\":\"%s\"}}}".formatted(key, joined(user, password));
  }

  private void write(String file, String text) throws IOException {
    Path path = home.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  private RegistryAuth find(String image) {
    environment.put("HOME", home.toString());
    environment.putIfAbsent("XDG_RUNTIME_DIR", home.resolve("run").toString());
    environment.putIfAbsent("PATH", home.resolve("bin").toString());
    return ImageAccess.of(new Settings(environment, Map.of())).auth(image);
  }

  @Nested
  class InFiles {
    @Test
    void areNoneWhereThereAreNone() {
      assertThat(find("redis")).isEqualTo(RegistryAuth.NONE);
    }

    @ParameterizedTest
    @CsvSource({
      "registry.example, registry.example/x",
      "https://registry.example, registry.example/x",
      "http://registry.example/, registry.example/x",
      "https://registry.example/v2/, registry.example/x:1",
      "registry.example/v1/, registry.example/x",
      "registry.example:5000, registry.example:5000/a/b@sha256:x",
      "https://index.docker.io/v1/, redis",
      "docker.io, docker.io/library/redis",
      "registry-1.docker.io, a/b",
      "registry.example/a, registry.example/a/b:1",
      "registry.example/a/b, registry.example/a/b:1",
    })
    void areFoundUnderManySpellings(String key, String image) throws IOException {
      write(".docker/config.json", login(key, "jane", "open:sesame"));

      RegistryAuth auth = find(image);

      assertThat(auth.username()).isEqualTo("jane");
      assertThat(auth.password()).isEqualTo("open:sesame");
      assertThat(auth.serverAddress()).isEqualTo(key);
    }

    @ParameterizedTest
    @CsvSource({
      "registry.example, registry.example:5000/x",
      "registry.example:5000, registry.example/x",
      "example, registry.example/x",
      "registry.example/a, registry.example/ab",
      "registry.example/a/b, registry.example/a",
      "docker.io, debian.internal/x",
      "harness.internal, harness.internal/snapshot",
    })
    void areNotThoseOfOthers(String key, String image) throws IOException {
      write(".docker/config.json", login(key, "jane", "x"));

      assertThat(find(image)).isEqualTo(RegistryAuth.NONE);
    }

    @Test
    void preferTheClosestKey() throws IOException {
      write(
          ".config/containers/auth.json",
          """
          {"auths": {"r.io": {"auth": "%s"}, "r.io/a/b": {"auth": "%s"}, "r.io/a": {"auth": "%s"}}}
          """
              .formatted(joined("host", "x"), joined("repository", "x"), joined("space", "x")));

      assertThat(find("r.io/a/b:1").username()).isEqualTo("repository");
      assertThat(find("r.io/a/c").username()).isEqualTo("space");
      assertThat(find("r.io/d").username()).isEqualTo("host");
    }

    @Test
    void areLookedForInOrder() throws IOException {
      write(".dockercfg", "{\"r.io\": {\"auth\": \"" + joined("oldest", "x") + "\"}}");
      assertThat(find("r.io/x").username()).isEqualTo("oldest");
      write(".config/containers/auth.json", login("r.io", "podman", "x"));
      assertThat(find("r.io/x").username()).isEqualTo("podman");
      write("run/containers/auth.json", login("r.io", "running", "x"));
      assertThat(find("r.io/x").username()).isEqualTo("running");
      write("named.json", login("r.io", "named", "x"));
      environment.put("REGISTRY_AUTH_FILE", home.resolve("named.json").toString());
      assertThat(find("r.io/x").username()).isEqualTo("named");
      write("docker/config.json", login("r.io", "docker", "x"));
      environment.put("DOCKER_CONFIG", home.resolve("docker").toString());
      assertThat(find("r.io/x").username()).isEqualTo("docker");
      environment.put("DOCKER_AUTH_CONFIG", login("r.io", "inline", "x"));
      assertThat(find("r.io/x").username()).isEqualTo("inline");
    }

    @Test
    void mayBeTokens() throws IOException {
      write(
          ".docker/config.json",
          """
          {"auths": {"a.io": {"auth": "%s", "identitytoken": "identity"},
                     "b.io": {"registrytoken": "registry"},
                     "c.io": {"username": "jane", "password": "plain"}}}
          """
              .formatted(joined("00000000-0000-0000-0000-000000000000", "")));

      assertThat(find("a.io/x").identityToken()).isEqualTo("identity");
      assertThat(find("b.io/x").registryToken()).isEqualTo("registry");
      assertThat(find("c.io/x").password()).isEqualTo("plain");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          "{",
          "[]",
          "{\"auths\": []}",
          "{\"auths\": {\"r.io\": {}}}",
          "{\"auths\": {\"r.io\": null}}",
          "{\"auths\": {\"r.io\": {\"auth\": \"%%%\"}}}",
          "{\"auths\": {\"r.io\": {\"auth\": \"bm9jb2xvbg==\"}}}",
        })
    void thatAreMalformedAreLeftOut(String text) throws IOException {
      write(".docker/config.json", text);
      write(".config/containers/auth.json", login("r.io", "jane", "x"));

      assertThat(find("r.io/x").username()).isEqualTo("jane");
    }
  }

  @Nested
  class OfHelpers {
    private void helper(String name, String script) throws IOException {
      write("bin/docker-credential-" + name, "#!/bin/sh\n" + script + "\n");
      Files.setPosixFilePermissions(
          home.resolve("bin/docker-credential-" + name),
          PosixFilePermissions.fromString("rwx------"));
      environment.put("PATH", home.resolve("bin") + ":/usr/bin:/bin");
    }

    private static String answer(String user, String secret) {
      return "echo '{\"ServerURL\":\"\",\"Username\":\"%s\",\"Secret\":\"%s\"}'"
          .formatted(user, secret);
    }

    @Test
    void areAskedForTheRegistryWithoutNewline() throws IOException {
      helper("store", "test \"$1\" = get || exit 9; cat > $HOME/asked; " + answer("jane", "s"));
      write(".docker/config.json", "{\"credsStore\": \"store\"}");

      assertThat(find("redis"))
          .isEqualTo(RegistryAuth.ofPassword("jane", "s", "https://index.docker.io/v1/"));
      assertThat(home.resolve("asked")).hasContent("https://index.docker.io/v1/");
      assertThat(find("r.io:5000/x").username()).isEqualTo("jane");
      assertThat(home.resolve("asked")).hasContent("r.io:5000");
    }

    @Test
    void ofARegistryComeBeforeThoseOfAllAndBeforeTheFile() throws IOException {
      helper("one", answer("one", "s"));
      helper("all", answer("all", "s"));
      write(
          ".docker/config.json",
          """
          {"credsStore": "all", "credHelpers": {"r.io": "one"}, "auths": {"r.io": {"auth": "%s"}}}
          """
              .formatted(joined("stale", "x")));

      assertThat(find("r.io/x").username()).isEqualTo("one");
      assertThat(find("other.io/x").username()).isEqualTo("all");
    }

    @Test
    void mayGiveIdentityTokens() throws IOException {
      helper("store", answer("<token>", "identity"));
      write(".docker/config.json", "{\"credsStore\": \"store\"}");

      assertThat(find("r.io/x")).isEqualTo(RegistryAuth.ofIdentityToken("identity", "r.io"));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "echo 'credentials not found in native keychain'; exit 1",
          "echo 'no keychain'; exit 1",
          "echo nonsense",
          "exit 0",
          "kill -9 $$",
          "yes",
        })
    void thatFailLeaveWhatTheFileHolds(String script) throws IOException {
      helper("store", script);
      write(
          ".docker/config.json",
          "{\"credsStore\": \"store\", \"auths\": {\"r.io\": {\"auth\": \"%s\"}}}"
              .formatted(joined("jane", "x")));

      assertThat(find("r.io/x").username()).isEqualTo("jane");
    }

    @Test
    void thatAreMissingLeaveWhatTheFileHolds() throws IOException {
      write(
          ".docker/config.json",
          "{\"credsStore\": \"nowhere\", \"auths\": {\"r.io\": {\"auth\": \"%s\"}}}"
              .formatted(joined("jane", "x")));

      assertThat(find("r.io/x").username()).isEqualTo("jane");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../evil", "a b", "x;touch y", "$(id)"})
    void withOtherNamesAreNotRun(String name) throws IOException {
      write(".docker/config.json", "{\"credsStore\": \"%s\"}".formatted(name));

      assertThat(find("r.io/x")).isEqualTo(RegistryAuth.NONE);
    }

    @Test
    void thatHangAreEnded() throws IOException {
      helper("slow", "sleep 60 & wait");
      CredentialHelpers helpers = new CredentialHelpers(environment, Duration.ofMillis(300));

      assertThat(helpers.ask("slow", "r.io", "file")).isEmpty();
    }
  }

  @Test
  void printNothingSecret() {
    assertThat(RegistryAuth.ofPassword("jane", "opensesame", "r.io").toString())
        .isEqualTo("RegistryAuth[r.io]");
    assertThat(new HelperProcess.Result(0, "opensesame").toString()).doesNotContain("opensesame");
  }
}
