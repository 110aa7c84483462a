package dev.harness.images.registry.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Connections that drip are told from those that are slow (P26). */
class PaceTest {
  private final AtomicLong now = new AtomicLong();
  private final Pace pace = new Pace(now::get);
  private final byte[] buffer = new byte[8192];

  /** A connection that needs a time for each read, of so many bytes. */
  private InputStream connection(Duration each, int bytes) {
    return new InputStream() {
      @Override
      public int read() {
        throw new UnsupportedOperationException("one byte is not asked for");
      }

      @Override
      public int read(byte[] into, int offset, int length) {
        now.addAndGet(each.toNanos());
        return bytes;
      }
    };
  }

  private void read(InputStream connection, int times) throws IOException {
    for (int i = 0; i < times; i++) {
      assertThat(pace.read(connection, buffer, 0, buffer.length)).isPositive();
    }
  }

  @Test
  void dripsAreBroken() throws IOException {
    InputStream drip = connection(Duration.ofSeconds(20), 1000);
    read(drip, 3);

    assertThatThrownBy(() -> read(drip, 1))
        .isInstanceOf(IOException.class)
        .hasMessage("only 3000 bytes came in a minute");
  }

  @Test
  void slowOnesAreNot() throws IOException {
    read(connection(Duration.ofSeconds(20), 1366), 100);

    assertThat(Duration.ofNanos(now.get())).isEqualTo(Duration.ofSeconds(2000));
  }

  @Test
  void eachMinuteCountsAnew() throws IOException {
    read(connection(Duration.ofSeconds(60), 8192), 1);
    InputStream drip = connection(Duration.ofSeconds(60), 1);
    read(drip, 1);

    assertThatThrownBy(() -> read(drip, 1)).hasMessage("only 1 bytes came in a minute");
  }

  @Test
  void timeThatReadersTakeDoesNotCount() throws IOException {
    InputStream quick = connection(Duration.ofMillis(1), 10);

    for (int i = 0; i < 5; i++) {
      read(quick, 1);
      now.addAndGet(Duration.ofMinutes(5).toNanos());
    }

    assertThat(pace.read(quick, buffer, 0, buffer.length)).isEqualTo(10);
  }
}
