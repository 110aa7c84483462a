package dev.harness.runtime;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import dev.harness.testing.PackageRules;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The dependencies between packages; the table is the one of the package-info files. */
class PackageRulesTest {
  private static final PackageRules RULES = new PackageRules("dev.harness.runtime");

  /** {@code boot} puts everything together, so it has no row. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          .linux           | com.kenai..
          .linux.file      | .linux
          .linux.process   | .linux
          .linux.socket    | .linux
          .linux.netlink   | .linux .linux.socket
          .linux.terminal  | .linux
          .linux.seccomp   | .linux .linux.process com.fasterxml.jackson..
          .linux.elf       | .linux
          .launch.program  | .linux .linux.elf .linux.file .linux.process .linux.seccomp \
                             .linux.terminal
          .launch          | .launch.program .linux .linux.elf .linux.file .linux.process \
                             .linux.seccomp .linux.terminal
          .cgroup          | .linux .linux.file
          .doctor          | .cgroup
          .fs.tree         | .linux .linux.file org.apache.commons.compress..
          .fs              | .fs.tree .linux .linux.file dev.harness.images.layer..
          .fs.volume       | .fs .fs.tree .linux .linux.file
          .net             | .linux .linux.netlink .linux.process .linux.socket
          .net.relay       | .net .linux .linux.socket
          .net.publish     | .net .net.relay .linux .linux.netlink .linux.socket
          .net.out         | .net .net.relay .linux .linux.netlink .linux.socket
          .net.dns         | .net .linux .linux.netlink
          .engine.output   | .linux
          .engine.request  | .net .cgroup .linux.process .linux.seccomp .linux.terminal \
                             dev.harness.images.manifest
          .engine.network  | .engine.request .net .net.out .net.relay .linux .linux.netlink
          .engine.mount    | .engine.request .launch .fs .fs.tree .fs.volume .linux .linux.file
          .engine.process  | ''
          .engine.limit    | .engine.request .engine.process .cgroup .linux.process
          .engine.stream   | .engine.output .launch .linux .linux.file .linux.socket .linux.terminal
          .engine.start    | .engine.limit .engine.request .engine.network .engine.mount .engine.output \
                             .engine.stream .linux.terminal .launch .fs .fs.tree .net .net.dns .net.publish .net.relay .linux \
                             .linux.file .linux.netlink .linux.process .linux.seccomp \
                             dev.harness.images.store
          .engine.exec     | .engine.start .engine.request .engine.output .engine.stream .launch \
                             .fs .fs.tree .linux .linux.process .linux.terminal
          .engine.health   | .engine.exec .engine.output .engine.request
          .engine          | .engine.limit .cgroup .engine.exec .engine.health .engine.network \
                             .engine.start .engine.mount .engine.stream .engine.process .linux.terminal \
                             .engine.request .engine.output .launch .fs .fs.tree .fs.volume .net \
                             .net.dns .net.out .net.publish .net.relay .linux .linux.process dev.harness.images \
                             dev.harness.images.pipeline \
                             dev.harness.images.store dev.harness.images.manifest \
                             dev.harness.images.reference
          .build           | .engine .engine.output .engine.request .fs .fs.tree .linux \
                             dev.harness.images dev.harness.images.arrival \
                             dev.harness.images.change dev.harness.images.credentials \
                             dev.harness.images.dockerfile dev.harness.images.layer \
                             dev.harness.images.pipeline dev.harness.images.reference \
                             dev.harness.images.store
          .api.http.stream | com.fasterxml.jackson.. io.netty..
          .api.http        | .api.http.stream .linux.terminal dev.harness.engineapi com.fasterxml.jackson.. \
                             io.netty..
          .api.http.server | .api.http .api.http.stream dev.harness.engineapi \
                             com.fasterxml.jackson.. io.netty..
          .api.volume      | .api.http .engine .fs.volume dev.harness.engineapi.volume
          .api.network     | .api.http .engine .engine.network .engine.request .net .net.out .net.relay \
                             dev.harness.engineapi dev.harness.engineapi.network
          .api.confinement | .api.http .engine.request .linux.process .linux.seccomp dev.harness.engineapi \
                             dev.harness.engineapi.container com.fasterxml.jackson..
          .api.limit       | .cgroup .engine.limit .api.http .api.http.stream .engine .engine.request \
                             dev.harness.engineapi dev.harness.engineapi.container \
                             com.fasterxml.jackson..
          .api.container   | .api.confinement .api.limit .cgroup .api.http .api.http.stream .api.network .engine .engine.health .engine.network .engine.start .engine.mount \
                             .engine.request .fs.volume \
                             .fs.tree .net .linux.process .linux.terminal dev.harness.engineapi \
                             dev.harness.engineapi.container dev.harness.engineapi.network \
                             com.fasterxml.jackson..
          .api.process     | .api.http .api.http.stream .engine .engine.exec .engine.request \
                             .engine.output .engine.stream .engine.process .linux.terminal \
                             dev.harness.engineapi dev.harness.engineapi.exec \
                             dev.harness.engineapi.container
          .api.image       | .api.http .api.http.stream .engine .engine.request dev.harness.images \
                             dev.harness.images.pipeline dev.harness.images.departure \
                             dev.harness.images.manifest dev.harness.images.reference \
                             dev.harness.images.credentials dev.harness.images.registry dev.harness.images.registry.client \
                             dev.harness.images.store.check dev.harness.images.arrival \
                             dev.harness.images.change \
                             dev.harness.engineapi.container dev.harness.engineapi.image \
                             dev.harness.engineapi.volume com.fasterxml.jackson..
          .api.build       | .api.container .api.http .api.http.stream .api.image .build \
                             .engine.request dev.harness.images.credentials \
                             dev.harness.images.pipeline dev.harness.images.reference \
                             dev.harness.engineapi.container dev.harness.engineapi.image \
                             com.fasterxml.jackson..
          .api             | .api.build .build .api.limit .cgroup .api.container .api.network .api.process .api.image .api.volume .api.http .api.http.stream \
                             .engine .engine.exec .engine.request .fs .fs.tree .fs.volume .net .net.out .linux \
                             .launch dev.harness.engineapi dev.harness.images.. com.fasterxml.jackson..
          """)
  void packageUsesOnly(String name, String allowed) {
    RULES.requireUsesOnly(name, allowed);
  }

  /** Raw numbers and types of jffi never leave {@code linux} and what is below it. */
  @Test
  void nobodyElseCallsTheKernel() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.harness.runtime.linux..")
        .should()
        .dependOnClassesThat()
        .haveNameMatching(".*\\.linux\\.(Kernel|Calls|NativeMemory)")
        .check(RULES.types());
  }

  @Test
  void packagesHaveNoCycles() {
    RULES.requireNoCycles();
  }

  @Test
  void nobodyButTheProcessItselfPrints() {
    RULES.requireSilence("dev.harness.runtime.boot.EngineMain");
  }

  @Test
  void everyPackageIsDescribedAndNullMarked() {
    RULES.requireDescriptions();
  }
}
