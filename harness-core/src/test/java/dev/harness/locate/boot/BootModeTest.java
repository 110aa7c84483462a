package dev.harness.locate.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harness.locate.user.CallingUser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BootModeTest {
  @TempDir Path proc;

  /** Root of an outer container has Docker's fourteen capabilities, and so may not mount (R5). */
  @ParameterizedTest
  @CsvSource({
    "0, 000001ffffffffff, ROOT",
    "0, 00000000a80425fb, ROOTLESS",
    "1000, 0000000000000000, ROOTLESS",
  })
  void rootThatMayNotMountGetsANamespaceLikeOthers(int uid, String capabilities, BootMode mode)
      throws IOException {
    Path self = Files.createDirectory(proc.resolve("self"));
    Files.writeString(self.resolve("status"), "NoNewPrivs:\t0\nCapEff:\t" + capabilities + "\n");

    BootMode found = BootMode.of(new CallingUser(uid, uid, "somebody"), ProcessStatus.read(proc));

    assertThat(found).isEqualTo(mode);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "         0          0 4294967295 | 0 0 65536",
        "0 100000 65536 | 0 0 65536",
        "0 1000 1 | 0 0 1",
        "0 1000 1;1 100000 70000 | 0 0 1;1 1 65535",
      })
  void rootGivesTheIdsThatItHas(String own, String expected) {
    assertThat(IdRange.identity(own.replace(';', '\n') + "\n", 65536))
        .isEqualTo(expected.replace(';', '\n') + "\n");
  }

  @Test
  void withoutProcRootIsTakenForRoot() {
    CallingUser root = new CallingUser(0, 0, "root");

    assertThat(BootMode.of(root, ProcessStatus.read(proc.resolve("absent"))))
        .isEqualTo(BootMode.ROOT);
  }
}
