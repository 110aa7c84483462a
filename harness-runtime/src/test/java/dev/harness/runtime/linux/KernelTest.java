package dev.harness.runtime.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That arguments arrive where the kernel looks for them, whatever way a call takes. */
class KernelTest {
  private static final long CURRENT_DIRECTORY = -100;
  private static final long READ_WRITE = 2;
  private static final long NO_REPLACE = 1;
  private static final long READABLE = 1;
  private static final long PRIVATE = 2;
  private static final long PAGE = 4096;

  @TempDir private Path directory;

  private final NativeMemory memory = new NativeMemory();

  @AfterEach
  void freeMemory() {
    memory.close();
  }

  private long nameOf(Path file) {
    return memory.string(file.toString());
  }

  private Path file(String name, String content) throws IOException {
    return Files.writeString(directory.resolve(name), content);
  }

  @Test
  void returnsTheReasonOfAFailureNegated() {
    assertThat(Kernel.attempt(SystemCall.CLOSE, -1)).isEqualTo(-Errno.EBADF.number());
  }

  @Test
  void passesFiveArguments() throws IOException {
    long from = nameOf(file("from", "new"));
    long to = nameOf(file("to", "old"));

    long refused =
        Kernel.attempt(
            SystemCall.RENAMEAT2, CURRENT_DIRECTORY, from, CURRENT_DIRECTORY, to, NO_REPLACE);
    long done =
        Kernel.attempt(SystemCall.RENAMEAT2, CURRENT_DIRECTORY, from, CURRENT_DIRECTORY, to);

    assertThat(refused).isEqualTo(-Errno.EEXIST.number());
    assertThat(done).isZero();
    assertThat(directory.resolve("to")).hasContent("new");
  }

  @Test
  void passesSixArguments() throws IOException {
    long name = nameOf(file("file", "content"));
    long fd = Kernel.attempt(SystemCall.OPENAT, CURRENT_DIRECTORY, name, READ_WRITE);

    long odd = Kernel.attempt(SystemCall.MMAP, 0, PAGE, READABLE, PRIVATE, fd, 1);
    long even = Kernel.attempt(SystemCall.MMAP, 0, PAGE, READABLE, PRIVATE, fd, PAGE);

    assertThat(fd).isPositive();
    assertThat(odd).isEqualTo(-Errno.EINVAL.number());
    assertThat(even).isPositive();
    assertThat(Kernel.attempt(SystemCall.CLOSE, fd)).isZero();
  }
}
