package dev.harness.images.debian.deb;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathFilterTest {
  private final PathFilter filter = new PathFilter(List.of("usr/lib/*/bitcode/**", "etc/x*"));

  @ParameterizedTest
  @CsvSource({
    "usr/bin/ls, true",
    "usr/share/doc, true",
    "usr/share/doc/libc6, true",
    "usr/share/doc/libc6/copyright, true",
    "usr/share/doc/libc6/changelog.gz, false",
    "usr/share/doc/libc6/deep/copyright, false",
    "usr/share/man/man1/ls.1.gz, false",
    "usr/share/locale/de/LC_MESSAGES/libc.mo, false",
    "usr/share/lintian/overrides/libc6, false",
    "usr/lib/15/bitcode/a/b.bc, false",
    "usr/lib/15/16/bitcode/a, true",
    "etc/xattr.conf, false",
    "etc/x/deeper, true"
  })
  void keepsAllButDocumentsAndWhatTheRecipeLeavesOut(String path, boolean kept) {
    assertThat(filter.keeps(path)).isEqualTo(kept);
  }
}
