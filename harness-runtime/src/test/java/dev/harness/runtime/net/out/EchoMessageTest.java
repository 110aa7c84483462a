package dev.harness.runtime.net.out;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class EchoMessageTest {

  /** Of an exchange between {@code ping} and the kernel. */
  @Test
  void getsAnotherIdentifierAndItsChecksum() {
    byte[] message = message("0000" + "0000" + "1234" + "0001" + "61626364");

    EchoMessage.identify(ByteBuffer.wrap(message), 0xABCD);

    assertThat(hex(message)).isEqualTo("0000" + "8f6a" + "abcd" + "0001" + "61626364");
  }

  @Test
  void sumsUpAnOddLastByte() {
    byte[] message = message("0000" + "0000" + "0000" + "0000" + "ff");

    EchoMessage.identify(ByteBuffer.wrap(message), 0);

    assertThat(hex(message)).isEqualTo("0000" + "00ff" + "0000" + "0000" + "ff");
  }

  @Test
  void leavesWhatIsTooShortAsItIs() {
    byte[] message = message("00000000");

    EchoMessage.identify(ByteBuffer.wrap(message), 1);

    assertThat(hex(message)).isEqualTo("00000000");
  }

  private static byte[] message(String hex) {
    return HexFormat.of().parseHex(hex);
  }

  private static String hex(byte[] message) {
    return HexFormat.of().formatHex(message);
  }
}
