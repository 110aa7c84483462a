package dev.harness.images.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReferenceTest {
  private static final String HEX = "0123456789abcdef".repeat(4);

  @ParameterizedTest
  @CsvSource({
    "redis, docker.io/library/redis:latest",
    "docker.io/redis:7, docker.io/library/redis:7",
    "index.docker.io/a/b, docker.io/a/b:latest",
    "localhost/x, localhost/x:latest",
    "localhost:5000/x, localhost:5000/x:latest",
    "localhost:5000, docker.io/library/localhost:5000",
    "example.com, docker.io/library/example.com:latest",
    "Foo/bar, Foo/bar:latest",
    "[::1]:5000/a, [::1]:5000/a:latest",
    "127.0.0.1:5000/a/b, 127.0.0.1:5000/a/b:latest",
    "a__b/c-d--e/f.g_h:V1.0-x, docker.io/a__b/c-d--e/f.g_h:V1.0-x",
    "example.com/a:t, example.com/a:t",
    "index.docker.io/redis:7, docker.io/library/redis:7",
    "registry-1.docker.io/a/b, registry-1.docker.io/a/b:latest",
    "host:5000/a:5000, host:5000/a:5000",
    "[fe80::1]/a/b:t, [fe80::1]/a/b:t",
    "a-b.c-d.e/x, a-b.c-d.e/x:latest",
    "a---b/c, docker.io/a---b/c:latest",
    "library/redis, docker.io/library/redis:latest",
    "docker.io/localhost, docker.io/library/localhost:latest",
    "localhost, docker.io/library/localhost:latest",
    "LOCALHOST/x, LOCALHOST/x:latest",
  })
  void completesShortNames(String text, String full) {
    Reference reference = Reference.parse(text);

    assertThat(reference).hasToString(full);
  }

  @Test
  void takesTheDigestAndRemembersTheTag() {
    Reference reference = Reference.parse("a:t@sha256:" + HEX);

    assertThat(reference).hasToString("docker.io/library/a:t@sha256:" + HEX);
    assertThat(reference.identifier()).isEqualTo("sha256:" + HEX);
    assertThat(reference.tag()).hasValue("t");
  }

  @Test
  void hasNoTagWhenOnlyADigestIsGiven() {
    Reference reference = Reference.parse("a@sha256:" + HEX);

    assertThat(reference.tag()).isEmpty();
    assertThat(reference.familiar()).isEqualTo("a@sha256:" + HEX);
  }

  @ParameterizedTest
  @CsvSource({
    "docker.io/library/redis:7, redis:7",
    "docker.io/a/b, a/b:latest",
    "docker.io/library/a/b, library/a/b:latest",
    "localhost:5000/library/x:1, localhost:5000/library/x:1",
  })
  void dropsWhatIsCompletedFromTheFamiliarName(String text, String familiar) {
    assertThat(Reference.parse(text).familiar()).isEqualTo(familiar);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a//b",
        "-a",
        "a_",
        "a:",
        "http://x/y",
        " a",
        "a b",
        "a/",
        "/a",
        "../x",
        "a.",
        "a..b",
        "ünicode",
        "a:t:u",
        "a___b",
        "exa_mple.com:5000/x",
        "host:port/x",
        "a:.t",
        "[::1]",
        "a\n",
        "-host.com/a",
        "host-.com/a",
        "host..com/a",
        "host:/a",
        "host:123456/a",
        "[::1/a",
        "a/b:",
        "a/b::c",
      })
  void refusesWhatIsNoName(String text) {
    assertThatThrownBy(() -> Reference.parse(text))
        .isInstanceOf(InvalidReferenceException.class)
        .hasMessageContaining("invalid reference format");
  }

  @ParameterizedTest
  @ValueSource(strings = {"foo/Bar", "Redis", "localhost/Abc"})
  void refusesUpperCaseInThePath(String text) {
    assertThatThrownBy(() -> Reference.parse(text))
        .isInstanceOf(InvalidReferenceException.class)
        .hasMessageContaining("must be lowercase");
  }

  @Test
  void refusesTheEmptyName() {
    assertThatThrownBy(() -> Reference.parse(""))
        .isInstanceOf(InvalidReferenceException.class)
        .hasMessageContaining("must have at least one component");
  }

  @Test
  void refusesIdsOfImages() {
    assertThatThrownBy(() -> Reference.parse(HEX))
        .isInstanceOf(InvalidReferenceException.class)
        .hasMessageContaining("cannot specify 64-byte hexadecimal strings");
    assertThatThrownBy(() -> Reference.parse("sha256:" + HEX))
        .isInstanceOf(InvalidReferenceException.class)
        .hasMessageContaining("it is the id of an image");
  }

  @Test
  void countsThePathWithoutTheDomain() {
    String longest = "a".repeat(255);

    assertThat(Reference.parse("localhost/" + longest).path()).isEqualTo(longest);
    assertThatThrownBy(() -> Reference.parse("localhost/" + longest + "a"))
        .isInstanceOf(InvalidReferenceException.class)
        .hasMessageContaining("must not be more than 255 characters");
  }

  @ParameterizedTest
  @CsvSource({
    "a@sha256:abc, invalid digest length",
    "a@md5:d41d8cd98f00b204e9800998ecf8427e, unsupported digest algorithm 'md5'",
    "a@sha256, it is written algorithm:hex",
    "a@, it is written algorithm:hex",
  })
  void refusesBadDigests(String text, String why) {
    assertThatThrownBy(() -> Reference.parse(text))
        .isInstanceOf(InvalidReferenceException.class)
        .hasMessageContaining(why);
  }
}
