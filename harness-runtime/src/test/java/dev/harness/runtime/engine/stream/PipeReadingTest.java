package dev.harness.runtime.engine.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.harness.runtime.engine.output.Outlet;
import dev.harness.runtime.engine.output.OutputSink;
import dev.harness.runtime.engine.output.OutputStreamKind;
import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.linux.Io;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class PipeReadingTest {
  private final Io.Pipe out = Io.pipe();
  private final Io.Pipe err = Io.pipe();
  private final Io.Pipe end = Io.pipe();
  private final List<String> heard = new ArrayList<>();

  @AfterEach
  void close() {
    out.close();
    err.close();
    end.close();
  }

  @Test
  void carriesWhatIsWrittenAndTheEnds() {
    write(err, "oh");
    err.writer().close();
    write(out, "hello");
    out.writer().close();

    reading(new Recording()).run(Optional.empty(), () -> heard.add("ended"));

    assertThat(heard)
        .containsExactlyInAnyOrder("STDOUT hello", "STDOUT .", "STDERR oh", "STDERR .")
        .containsSubsequence("STDOUT hello", "STDOUT .")
        .containsSubsequence("STDERR oh", "STDERR .");
  }

  @Test
  void tellsOfTheEndOfTheProcessWhileOthersHoldThePipes() {
    end.writer().close();
    Runnable goOn =
        () -> {
          heard.add("ended");
          write(out, "left behind");
          out.writer().close();
          err.writer().close();
        };

    reading(new Recording()).run(Optional.of(Fd.owning(end.reader().release())), goOn);

    assertThat(heard).containsSubsequence("ended", "STDOUT left behind", "STDOUT .");
    assertThat(heard).containsOnlyOnce("ended");
  }

  @Test
  void readsOnWhenTheReceiverHasGone() {
    OutputSink gone =
        (kind, bytes) -> {
          heard.add("gone");
          throw new IOException("the client has closed the connection");
        };
    Runnable goOn =
        () -> {
          write(out, "more");
          out.writer().close();
          err.writer().close();
        };
    write(out, "hello");
    end.writer().close();

    reading(gone).run(Optional.of(Fd.owning(end.reader().release())), goOn);

    assertThat(heard).containsExactly("gone");
  }

  private PipeReading reading(OutputSink sink) {
    return new PipeReading()
        .add(out.reader(), new Outlet(sink, OutputStreamKind.STDOUT, "test"))
        .add(err.reader(), new Outlet(sink, OutputStreamKind.STDERR, "test"));
  }

  private static void write(Io.Pipe pipe, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    Io.write(pipe.writer(), ByteBuffer.allocateDirect(bytes.length).put(bytes).flip());
  }

  private final class Recording implements OutputSink {
    @Override
    public void accept(OutputStreamKind kind, byte[] bytes) {
      heard.add(kind + " " + new String(bytes, UTF_8));
    }

    @Override
    public void end(OutputStreamKind kind) {
      heard.add(kind + " .");
    }
  }
}
