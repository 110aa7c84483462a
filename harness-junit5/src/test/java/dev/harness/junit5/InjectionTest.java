package dev.harness.junit5;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What fields and parameters get besides containers. */
class InjectionTest {
  @RegisterExtension final FakeRun run = new FakeRun();

  @Test
  void givesAddressesOfContainers() {
    run.succeeds(2, InjectionTestCases.UrlTestCase.class);
  }

  @Test
  void makesNetworksAndVolumesForATest() {
    run.succeeds(2, InjectionTestCases.ResourceTestCase.class);

    assertThat(run.engine().calls())
        .filteredOn("POST /networks/create"::equals)
        .as("one of each test's field, and one of a parameter")
        .hasSize(3);
  }

  @Test
  void removesWhatAHarnessStartedWithItsTestOrClass() {
    run.succeeds(1, InjectionTestCases.HarnessTestCase.class);

    assertThat(run.lives())
        .containsExactly(
            "POST /containers/class/start",
            "POST /containers/test/start",
            "DELETE /containers/test",
            "DELETE /containers/class");
  }
}
