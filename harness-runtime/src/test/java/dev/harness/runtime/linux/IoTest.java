package dev.harness.runtime.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class IoTest {

  @Test
  void readsWhatWasWrittenToAPipe() {
    try (Io.Pipe pipe = Io.pipe()) {
      ByteBuffer out = ByteBuffer.allocateDirect(5);
      out.put("hello".getBytes(StandardCharsets.US_ASCII)).flip();
      ByteBuffer in = ByteBuffer.allocateDirect(16);

      Io.write(pipe.writer(), out);
      int count = Io.read(pipe.reader(), in);

      assertThat(count).isEqualTo(5);
      assertThat(StandardCharsets.US_ASCII.decode(in.flip()).toString()).isEqualTo("hello");
    }
  }

  @Test
  void duplicateOutlivesTheOriginal() {
    try (Io.Pipe pipe = Io.pipe();
        Fd copy = Io.duplicate(pipe.writer())) {
      pipe.writer().close();
      Io.write(copy, ByteBuffer.allocateDirect(1));

      assertThat(Io.read(pipe.reader(), ByteBuffer.allocateDirect(16))).isEqualTo(1);
    }
  }

  @Test
  void readsNothingAtTheEnd() {
    try (Io.Pipe pipe = Io.pipe()) {
      pipe.writer().close();

      assertThat(Io.read(pipe.reader(), ByteBuffer.allocateDirect(16))).isZero();
    }
  }

  @Test
  void namesTheCallAndTheReasonOfAFailure() {
    try (Io.Pipe pipe = Io.pipe()) {
      ByteBuffer out = ByteBuffer.allocateDirect(1);

      assertThatThrownBy(() -> Io.write(pipe.reader(), out))
          .isInstanceOf(SystemException.class)
          .hasMessageMatching("write\\(fd\\(\\d+\\)\\): EBADF \\(bad file descriptor\\)");
    }
  }
}
