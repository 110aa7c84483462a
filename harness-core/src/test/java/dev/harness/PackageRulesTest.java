package dev.harness;

import dev.harness.testing.PackageRules;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The dependencies between packages; the table is the one of the package-info files. */
class PackageRulesTest {
  private static final PackageRules RULES = new PackageRules("dev.harness");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          .tar                     | java..
          .digest                  | java..
          .engineapi               | com.fasterxml.jackson..
          .engineapi.network       | .engineapi com.fasterxml.jackson..
          .engineapi.container     | .engineapi .engineapi.network com.fasterxml.jackson..
          .engineapi.volume        | .engineapi com.fasterxml.jackson..
          .engineapi.image         | .engineapi .engineapi.container .engineapi.volume \
                                     com.fasterxml.jackson..
          .engineapi.exec          | .engineapi com.fasterxml.jackson..
          .engineapi.client.socket | java..
          .engineapi.client.tls    | java..
          .engineapi.client        | .engineapi.. com.fasterxml.jackson.. okhttp3.. okio.. kotlin..
          .locate.user             | java..
          .locate.bundle           | .digest .locate.user
          .locate.boot             | .locate.user .locate.bundle .engineapi .engineapi.client \
                                     com.fasterxml.jackson..
          .locate                  | .digest .locate.user .locate.bundle .locate.boot .engineapi \
                                     .engineapi.client com.fasterxml.jackson..
          .session                 | .engineapi .engineapi.client .engineapi.container \
                                     .engineapi.network .engineapi.volume .locate.user
          .logs                    | java..
          .follow                  | .engineapi .engineapi.image .engineapi.client .locate.user \
                                     .logs .registry
          .registry                | .engineapi .engineapi.image .locate.user com.fasterxml.jackson..
          .files                   | .tar .engineapi.client .locate.user
          .spec                    | .engineapi.network .engineapi.container
          .compose.yaml            | org.snakeyaml.engine..
          .compose.text            | java..
          .compose.file            | .compose.yaml .compose.text
          .compose.model           | dev.harness .build .compose.yaml .compose.text .compose.file .files .spec
          .compose                 | dev.harness .compose.file .compose.model .follow
          .probe                   | okhttp3.. kotlin..
          .timeline                | java..
          .timeline.report         | .timeline .locate.user
          .exec                    | .engineapi.client .engineapi.exec .follow .logs .spec
          .lasting                 | .digest .engineapi .engineapi.container .files \
                                     com.fasterxml.jackson..
          .reuse                   | .engineapi.container .engineapi.client .locate.user
          .snapshot                | .lasting .engineapi .engineapi.container .engineapi.image \
                                     .engineapi.client .follow .locate.user
          .build                   | .files .tar .registry .engineapi .engineapi.image \
                                     .engineapi.client .locate.user com.fasterxml.jackson..
          dev.harness              | .build .engineapi.. .exec .files .follow .locate.. .logs .probe .registry \
                                     .lasting .reuse .session .snapshot .spec .tar .timeline
          """)
  void packageUsesOnly(String name, String allowed) {
    RULES.requireUsesOnly(name, allowed);
  }

  @Test
  void packagesHaveNoCycles() {
    RULES.requireNoCycles();
  }

  @Test
  void usersSeeOnlyTheApi() {
    RULES.requireApi("dev.harness .build .compose .exec .files .logs .timeline");
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
