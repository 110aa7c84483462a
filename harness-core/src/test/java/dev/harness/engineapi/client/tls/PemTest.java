package dev.harness.engineapi.client.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys and certificates as text. */
class PemTest {
  /** What PKCS #8 has before a key of RSA of 2048 bits. */
  private static final int HEADER_BYTES = 26;

  private static PrivateKey newKey(String algorithm) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
    generator.initialize(algorithm.equals("RSA") ? 2048 : 256);
    return generator.generateKeyPair().getPrivate();
  }

  private static String block(String kind, byte[] content) {
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(kind, Base64.getMimeEncoder().encodeToString(content), kind);
  }

  @Test
  void readsKeysOfBothKinds() throws IOException, GeneralSecurityException {
    PrivateKey rsa = newKey("RSA");
    PrivateKey ec = newKey("EC");

    assertThat(Pem.key(block("PRIVATE KEY", rsa.getEncoded()), "key.pem", "RSA")).isEqualTo(rsa);
    assertThat(Pem.key(block("PRIVATE KEY", ec.getEncoded()), "key.pem", "EC")).isEqualTo(ec);
  }

  @Test
  void readsKeysAsOlderProgramsWriteThem() throws IOException, GeneralSecurityException {
    PrivateKey key = newKey("RSA");
    byte[] encoded = key.getEncoded();
    byte[] bare = Arrays.copyOfRange(encoded, HEADER_BYTES, encoded.length);

    assertThat(Pem.key(block("RSA PRIVATE KEY", bare), "key.pem", "RSA")).isEqualTo(key);
  }

  @Test
  void saysHowToConvertWhatItCannotRead() {
    assertThatThrownBy(() -> Pem.key(block("EC PRIVATE KEY", new byte[9]), "key.pem", "EC"))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "key.pem has an EC PRIVATE KEY, which is not read: convert it by openssl pkcs8 -topk8"
                + " -nocrypt");
  }

  @Test
  void saysWhatIsMissing(@TempDir Path directory) throws IOException {
    Files.writeString(directory.resolve("cert.pem"), "nothing");

    assertThatThrownBy(() -> Pem.key("", "key.pem", "RSA"))
        .isInstanceOf(IOException.class)
        .hasMessage("key.pem has no private key");
    assertThatThrownBy(() -> EngineTrust.read(directory))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the certificates in %s cannot be used: %s has no certificate",
            directory, directory.resolve("cert.pem"));
  }
}
