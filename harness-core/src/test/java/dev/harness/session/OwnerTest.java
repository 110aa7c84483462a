package dev.harness.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Whether a process that owns something has ended. */
class OwnerTest {
  private final Owner own = Owner.ofThisProcess().orElseThrow();

  @Test
  void livesWhileItsProcessDoes() {
    assertThat(own.isGone()).isFalse();
  }

  @Test
  void isWrittenAndReadAgain() {
    assertThat(Owner.parse(own.toString()).orElseThrow().toString()).isEqualTo(own.toString());
    assertThat(Owner.parse(own.toString()).orElseThrow().isGone()).isFalse();
  }

  @Test
  void isGoneWhenItsProcessHasEnded() throws IOException {
    Process process = new ProcessBuilder("true").start();
    Owner owner = new Owner(own.place(), process.pid(), own.began());
    process.onExit().join();

    assertThat(owner.isGone()).isTrue();
  }

  @Test
  void isGoneWhenAnotherProcessHasItsNumber() {
    Owner earlier = new Owner(own.place(), own.pid(), own.began() - 1);

    assertThat(earlier.isGone()).isTrue();
  }

  @Test
  void mayLiveElsewhere() {
    assertThat(new Owner("another/machine", 999_999_999, 0).isGone()).isFalse();
  }

  @Test
  void isNobodyInWhatSomebodyElseWrote() {
    assertThat(Owner.parse("")).isEmpty();
    assertThat(Owner.parse("place 12 now")).isEmpty();
    assertThat(Owner.parse("place 99999999999999999999 1")).isEmpty();
  }
}
