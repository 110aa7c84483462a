package dev.harness.images;

import dev.harness.testing.PackageRules;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The dependencies between packages; the table is the one of the package-info files. */
class PackageRulesTest {
  private static final PackageRules RULES = new PackageRules("dev.harness.images");

  /** {@code images} itself may use everything, so it has no row. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          .stream        | java..
          .reference     | .stream
          .json          | com.fasterxml.jackson..
          .manifest      | .reference .json com.fasterxml.jackson..
          .change        | com.fasterxml.jackson..
          .dockerfile    | .change
          .credentials   | java..
          .registry      | .reference .credentials okhttp3.. okio.. kotlin..
          .registry.transport | .credentials .json .registry okhttp3.. okio.. kotlin..
          .registry.auth | .credentials .json .registry .registry.transport \
                           okhttp3.. okio.. kotlin..
          .registry.client | .reference .json .credentials .registry .registry.transport \
                           .stream .registry.auth okhttp3.. okio.. kotlin..
          .store         | .stream .reference .json .store.disk com.fasterxml.jackson..
          .store.check   | .reference .manifest .store .layer.record
          .store.disk    | java..
          .layer         | .reference com.github.luben.zstd.. org.apache.commons.compress.. \
                           org.tukaani.xz..
          .layer.unpack  | .layer .reference
          .layer.record  | .stream .layer .layer.unpack
          .archive       | .reference .json .manifest .layer com.fasterxml.jackson.. \
                           org.apache.commons.compress..
          .debian.deb    | .reference .layer com.github.luben.zstd.. org.apache.commons.compress.. \
                           org.tukaani.xz..
          .debian.apt    | .reference .debian.deb
          .debian.recipe | .debian.apt .debian.deb
          .debian        | .reference .archive .debian.apt .debian.deb .debian.recipe \
                           com.fasterxml.jackson.. org.apache.commons.compress..
          .pipeline      | .reference .layer .archive .store .debian .debian.deb .debian.recipe
          .arrival       | .pipeline .reference .manifest .registry .registry.client .store \
                           .layer .layer.unpack .layer.record .archive .change \
                           com.fasterxml.jackson..
          .departure     | .pipeline .reference .manifest .credentials .registry \
                           .registry.client .store .layer .layer.record .archive \
                           com.fasterxml.jackson..
          """)
  void packageUsesOnly(String name, String allowed) {
    RULES.requireUsesOnly(name, allowed);
  }

  @Test
  void packagesHaveNoCycles() {
    RULES.requireNoCycles();
  }

  @Test
  void nobodyPrints() {
    RULES.requireSilence();
  }

  @Test
  void everyPackageIsDescribedAndNullMarked() {
    RULES.requireDescriptions();
  }
}
