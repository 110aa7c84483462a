package dev.harness.runtime.engine.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.linux.FdInputStream;
import dev.harness.runtime.linux.FdOutputStream;
import dev.harness.runtime.linux.Io;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class ContainerInputTest {
  private final ContainerInput input = new ContainerInput();
  private final Io.Pipe pipe = Io.pipe();
  private final InputStream process = new FdInputStream(Fd.owning(pipe.reader().release()));

  @AfterEach
  void close() throws IOException {
    process.close();
    input.end();
    pipe.close();
  }

  private void begin() {
    input.begin(new FdOutputStream(Fd.owning(pipe.writer().release())), "test");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private String read(int length) throws IOException {
    return new String(process.readNBytes(length), StandardCharsets.UTF_8);
  }

  @Test
  void carriesWhatAllClientsSend() throws Exception {
    begin();

    input.attach().write(bytes("one"));
    input.attach().write(bytes("two"));

    assertThat(read(6)).isEqualTo("onetwo");
  }

  @Test
  void endsTheInputBehindWhatWasSent() throws Exception {
    begin();
    ContainerInput.Writer writer = input.attach();

    writer.write(bytes("all"));
    writer.finish();

    assertThat(new String(process.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("all");
  }

  @Test
  void waitsForTheNextRun() throws Exception {
    ContainerInput.Writer writer = input.attach();
    CompletableFuture<Void> early =
        CompletableFuture.runAsync(
            () -> {
              try {
                writer.write(bytes("early"));
                writer.finish();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });

    begin();

    early.get(10, TimeUnit.SECONDS);
    assertThat(new String(process.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("early");
  }

  @Test
  void dropsWhatIsForARunThatHasEnded() throws Exception {
    begin();
    ContainerInput.Writer late = input.attach();
    process.close();
    input.end();

    late.write(bytes("lost"));
    late.finish();
  }

  @Test
  void letsAClientGoWhileTheProcessReadsNothing() throws Exception {
    begin();
    ContainerInput.Writer writer = input.attach();
    Thread client =
        new Thread(
            () ->
                assertThatThrownBy(() -> writeForEver(writer))
                    .isInstanceOf(InterruptedException.class));
    client.start();
    while (client.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }

    client.interrupt();

    client.join();
  }

  private static void writeForEver(ContainerInput.Writer writer) throws InterruptedException {
    while (true) {
      writer.write(new byte[64 * 1024]);
    }
  }
}
