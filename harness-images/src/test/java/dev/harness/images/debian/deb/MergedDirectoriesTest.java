package dev.harness.images.debian.deb;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MergedDirectoriesTest {
  @ParameterizedTest
  @CsvSource({
    "bin/sh, usr/bin/sh",
    "lib/x86_64-linux-gnu/libc.so.6, usr/lib/x86_64-linux-gnu/libc.so.6",
    "lib64, usr/lib64",
    "sbin, usr/sbin",
    "var/run/postgresql, run/postgresql",
    "var/lock/x, run/lock/x",
    "binary/x, binary/x",
    "usr/bin/sh, usr/bin/sh",
    "var/running, var/running"
  })
  void mapsPathsThroughTheLinks(String path, String expected) {
    assertThat(MergedDirectories.map(path)).isEqualTo(expected);
  }
}
