package dev.harness.images.reference;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

class VerifiedInputStreamTest {
  private static final byte[] CONTENT = "hello".getBytes(US_ASCII);

  @Test
  void givesContentThatIsRight() throws IOException {
    InputStream stream = verified(CONTENT, CONTENT.length);

    assertThat(stream.readAllBytes()).isEqualTo(CONTENT);
  }

  @Test
  void refusesContentLongerThanAnnounced() {
    InputStream stream = verified(CONTENT, 4);

    assertThatThrownBy(stream::readAllBytes)
        .isInstanceOf(MismatchException.class)
        .hasMessageContaining("is longer than the 4 bytes announced");
  }

  @Test
  void refusesContentShorterThanAnnounced() {
    InputStream stream = verified(CONTENT, 6);

    assertThatThrownBy(stream::readAllBytes)
        .isInstanceOf(MismatchException.class)
        .hasMessageContaining("has 5 bytes, 6 were announced");
  }

  @Test
  void refusesOtherContentBeforeItsEnd() {
    InputStream stream = verified("hallo".getBytes(US_ASCII), 5);

    assertThatThrownBy(stream::readAllBytes)
        .isInstanceOf(MismatchException.class)
        .hasMessageContaining("expected was sha256:2cf24dba");
  }

  private static InputStream verified(byte[] actual, long size) {
    Descriptor expected = new Descriptor("text/plain", Digest.sha256(CONTENT), size);
    return new VerifiedInputStream(new ByteArrayInputStream(actual), expected);
  }
}
