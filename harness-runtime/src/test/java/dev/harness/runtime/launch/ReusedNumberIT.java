package dev.harness.runtime.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.harness.runtime.linux.Io;
import dev.harness.runtime.linux.process.ExitStatus;
import dev.harness.runtime.linux.process.Signal;
import dev.harness.runtime.testing.Containers;
import dev.harness.runtime.testing.ContainersExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** The number of a process that has ended comes to mean another one (H55). */
@ExtendWith(ContainersExtension.class)
@Timeout(60)
class ReusedNumberIT {
  private static final Path LAST = Path.of("/proc/sys/kernel/ns_last_pid");

  /** Others on the machine start processes at the same time. */
  private static final int ATTEMPTS = 500;

  private final Containers containers;

  ReusedNumberIT(Containers containers) {
    this.containers = containers;
  }

  @Test
  void reachesNeitherTheOtherNorForgetsHowTheFirstEnded() throws IOException {
    assumeThat(Files.isWritable(LAST)).as("needs leave to say which number comes next").isTrue();
    try (Io.Pipe input = Io.pipe();
        Io.Pipe output = Io.pipe();
        HeldChild first = containers.start(script("exit 3"), stdio(input, output), plan -> plan)) {
      first.proceed();
      first.await();
      Optional<HeldChild> found = withTheNumberOf(first, input, output);
      assumeThat(found).as("a process that has the number %d again", first.pid()).isPresent();
      try (HeldChild second = found.orElseThrow()) {
        boolean sent = first.signal(Signal.KILL);
        first.close();
        second.proceed();

        assertThat(sent).isFalse();
        assertThat(first.duplicatePidfd()).isEmpty();
        assertThat(first.await()).isEqualTo(new ExitStatus(false, 3));
        assertThat(second.await()).isEqualTo(new ExitStatus(false, 5));
      }
    }
  }

  /** The launcher takes a number, and what it goes on in the next. */
  private Optional<HeldChild> withTheNumberOf(Child first, Io.Pipe input, Io.Pipe output)
      throws IOException {
    for (int i = 0; i < ATTEMPTS; i++) {
      Files.writeString(LAST, Integer.toString(first.pid() - 2));
      HeldChild next = containers.start(script("exit 5"), stdio(input, output), plan -> plan);
      if (next.pid() == first.pid()) {
        return Optional.of(next);
      }
      next.close();
    }
    return Optional.empty();
  }

  private ProcessPlan script(String text) {
    return containers.script(text).build();
  }

  private static Stdio stdio(Io.Pipe input, Io.Pipe output) {
    return Containers.stdio(input, output);
  }
}
