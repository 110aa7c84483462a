package dev.harness.follow;

import dev.harness.engineapi.StreamFrame;
import dev.harness.engineapi.StreamKind;
import dev.harness.engineapi.client.ProcessOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;

/** The output of a process, read to its end into memory; the amount is limited. */
public final class CollectedOutput {
  private static final int MAX_BYTES = 64 << 20;

  private final ByteArrayOutputStream stdout = new ByteArrayOutputStream();
  private final ByteArrayOutputStream stderr = new ByteArrayOutputStream();
  private final ByteArrayOutputStream both = new ByteArrayOutputStream();

  private CollectedOutput() {}

  /**
   * Reads to the end; does not close.
   *
   * @throws IOException when it is too much for memory
   */
  public static CollectedOutput of(ProcessOutput output) throws IOException {
    return of(output, frame -> {});
  }

  /** As {@link #of(ProcessOutput)}; passes on what it collects, as it comes. */
  public static CollectedOutput of(ProcessOutput output, Consumer<StreamFrame> listener)
      throws IOException {
    CollectedOutput collected = new CollectedOutput();
    Optional<StreamFrame> frame = output.next();
    while (frame.isPresent()) {
      collected.add(frame.get());
      listener.accept(frame.get());
      frame = output.next();
    }
    return collected;
  }

  private void add(StreamFrame frame) throws IOException {
    ByteBuffer bytes = frame.payload();
    if (both.size() + bytes.remaining() > MAX_BYTES) {
      throw new IOException("it has more than " + MAX_BYTES + " bytes");
    }
    byte[] copy = new byte[bytes.remaining()];
    bytes.duplicate().get(copy);
    both.writeBytes(copy);
    (frame.kind() == StreamKind.STDERR ? stderr : stdout).writeBytes(copy);
  }

  /** What went to the standard output. */
  public String stdout() {
    return stdout.toString(StandardCharsets.UTF_8);
  }

  /** What went to the standard error. */
  public String stderr() {
    return stderr.toString(StandardCharsets.UTF_8);
  }

  /** Both streams in the order in which they came. */
  public String both() {
    return both.toString(StandardCharsets.UTF_8);
  }
}
