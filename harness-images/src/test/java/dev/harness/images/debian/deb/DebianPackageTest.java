package dev.harness.images.debian.deb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harness.images.debian.apt.PackageRequest;
import dev.harness.images.reference.Digest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DebianPackageTest {
  private static final String HASH = "0a".repeat(32);

  @Test
  void readsPrintedUriWithEpoch() {
    DebianPackage read =
        DebianPackage.fromPrintedUri(
            "'http://mirror/pool/libattr1_2.5.1-4_amd64.deb' libattr1_1%3a2.5.1-4_amd64.deb 22164 SHA256:"
                + HASH);

    assertThat(read)
        .isEqualTo(
            new DebianPackage(
                "libattr1", "1:2.5.1-4", "amd64", 22164, Digest.parse("sha256:" + HASH)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'http://mirror/a.deb' a_1_amd64.deb 5 MD5Sum:abc",
        "'http://mirror/a.deb' a_1_amd64.deb -5 SHA256:abc",
        "'http://mirror/a.deb' a.deb 5 SHA256:abc",
        "E: something",
        ""
      })
  void refusesOtherLines(String line) {
    assertThatThrownBy(() -> DebianPackage.fromPrintedUri(line))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("not a package with its SHA-256: " + line);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-o=x", "a/b", "A", "", "a b"})
  void refusesNameThatAptWouldTakeForSomethingElse(String name) {
    assertThatThrownBy(() -> PackageRequest.of(name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("not the name of a Debian package: \"%s\"".formatted(name));
  }
}
