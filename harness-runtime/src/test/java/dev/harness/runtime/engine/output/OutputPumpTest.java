package dev.harness.runtime.engine.output;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.linux.FdInputStream;
import dev.harness.runtime.linux.Io;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class OutputPumpTest {
  private static final int MORE_THAN_A_PIPE = 1 << 20;

  private final Io.Pipe pipe = Io.pipe();
  private final List<String> ended = Collections.synchronizedList(new ArrayList<>());

  @AfterEach
  void close() {
    pipe.close();
  }

  @Test
  void carriesWhatIsWrittenAndItsEnd() {
    List<String> heard = Collections.synchronizedList(new ArrayList<>());
    OutputPump pump = pump(sink((kind, bytes) -> heard.add(kind + " " + new String(bytes, UTF_8))));

    write("hello".getBytes(UTF_8));
    pipe.writer().close();
    pump.join();

    assertThat(heard).containsExactly("STDERR hello");
    assertThat(ended).containsExactly("STDERR");
  }

  @Test
  void readsOnWhenTheReceiverFails() {
    OutputPump pump =
        pump(
            sink(
                (kind, bytes) -> {
                  throw new IllegalStateException("broken");
                }));

    write(new byte[MORE_THAN_A_PIPE]);
    pipe.writer().close();
    pump.join();

    assertThat(ended).containsExactly("STDERR");
  }

  @Test
  void closesItsEndWhenTheReceiverFailsAtTheEnd() {
    Fd reader = Fd.owning(pipe.reader().release());
    OutputPump pump =
        new OutputPump(
            new FdInputStream(reader), OutputStreamKind.STDERR, new FailsAtTheEnd(), "test");

    pipe.writer().close();
    pump.join();

    assertThatThrownBy(reader::number)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the descriptor is closed");
  }

  private OutputPump pump(OutputSink sink) {
    return new OutputPump(
        new FdInputStream(Fd.owning(pipe.reader().release())),
        OutputStreamKind.STDERR,
        sink,
        "test");
  }

  private OutputSink sink(OutputSink accepting) {
    return new OutputSink() {
      @Override
      public void accept(OutputStreamKind kind, byte[] bytes) throws java.io.IOException {
        accepting.accept(kind, bytes);
      }

      @Override
      public void end(OutputStreamKind kind) {
        ended.add(kind.name());
      }
    };
  }

  private void write(byte[] bytes) {
    Io.write(pipe.writer(), ByteBuffer.allocateDirect(bytes.length).put(bytes).flip());
  }

  private static final class FailsAtTheEnd implements OutputSink {
    @Override
    public void accept(OutputStreamKind kind, byte[] bytes) {}

    @Override
    public void end(OutputStreamKind kind) {
      throw new IllegalStateException("broken");
    }
  }
}
