package dev.harness.images.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DigestTest {
  private static final String OF_NOTHING =
      "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

  @Test
  void hashesContent() {
    assertThat(Digest.sha256(new byte[0])).hasToString(OF_NOTHING);
  }

  @Test
  void keepsWhatItRead() {
    assertThat(Digest.parse(OF_NOTHING)).hasToString(OF_NOTHING);
    assertThat(Digest.parse(OF_NOTHING).shortHex()).isEqualTo("e3b0c44298fc");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sha256:../x",
        "sha256:",
        "md5:d41d8cd98f00b204e9800998ecf8427e",
        "",
        "sha256:E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855",
        "sha512:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "sha256:../../../../../../../../../../../../../../../../../../../../etc/pas",
      })
  void refusesWhatIsNoDigest(String text) {
    assertThatThrownBy(() -> Digest.parse(text)).isInstanceOf(InvalidReferenceException.class);
  }

  @Test
  void chainsLayersFromTheLowestUp() {
    Digest first = Digest.parse("sha256:" + "1".repeat(64));
    Digest second = Digest.parse("sha256:" + "2".repeat(64));

    List<ChainId> chain = ChainId.of(List.of(first, second));

    assertThat(chain)
        .extracting(ChainId::toString)
        .containsExactly(
            first.toString(),
            "sha256:9932074217c35353d2e03a3f5a86549f7c67bfeb0ba53e23d69f4d4c8f7958f5");
  }
}
