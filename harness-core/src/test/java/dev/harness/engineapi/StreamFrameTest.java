package dev.harness.engineapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class StreamFrameTest {

  @Test
  void encodesTheLengthWithTheHighestByteFirst() {
    byte[] header = StreamFrame.header(StreamKind.STDERR, 0x01020304);

    assertThat(header).isEqualTo(HexFormat.of().parseHex("0200000001020304"));
  }

  @Test
  void readsFramesUntilTheEnd() throws IOException {
    try (StreamFrameReader reader =
        reader("0100000000000003" + "616263" + "0200000000000001" + "78")) {

      StreamFrame first = reader.next().orElseThrow();
      StreamFrame second = reader.next().orElseThrow();

      assertThat(first.kind()).isEqualTo(StreamKind.STDOUT);
      assertThat(text(first)).isEqualTo("abc");
      assertThat(second.kind()).isEqualTo(StreamKind.STDERR);
      assertThat(text(second)).isEqualTo("x");
      assertThat(reader.next()).isEmpty();
    }
  }

  @Test
  void skipsEmptyFrames() throws IOException {
    try (StreamFrameReader reader = reader("0100000000000000" + "0200000000000001" + "78")) {

      assertThat(text(reader.next().orElseThrow())).isEqualTo("x");
    }
  }

  @Test
  void allocatesNoMoreThanItReads() throws IOException {
    try (StreamFrameReader reader = reader("01000000ffffffff" + "6162")) {

      assertThat(text(reader.next().orElseThrow())).isEqualTo("ab");
      assertThatThrownBy(reader::next)
          .isInstanceOf(EOFException.class)
          .hasMessage("the stream ended 4294967293 bytes before the end of a frame");
    }
  }

  @Test
  void refusesBytesThatAreNoFrame() throws IOException {
    try (StreamFrameReader reader = reader("68656c6c6f20776f726c64")) {

      assertThatThrownBy(reader::next)
          .isInstanceOf(ProtocolException.class)
          .hasMessage("the stream has no frames: it starts with byte 104");
    }
  }

  @Test
  void refusesHalfAHeader() throws IOException {
    try (StreamFrameReader reader = reader("01000000")) {

      assertThatThrownBy(reader::next)
          .isInstanceOf(EOFException.class)
          .hasMessage("the stream ended within a frame's header");
    }
  }

  private static StreamFrameReader reader(String hex) {
    return new StreamFrameReader(new ByteArrayInputStream(HexFormat.of().parseHex(hex)));
  }

  private static String text(StreamFrame frame) {
    return StandardCharsets.UTF_8.decode(frame.payload()).toString();
  }
}
