package dev.harness.images.registry.transport;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Reads what files of the PEM form hold. */
final class PemFile {
  private PemFile() {}

  /** All certificates in a file. */
  static List<X509Certificate> certificates(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
          .map(X509Certificate.class::cast)
          .toList();
    } catch (CertificateException e) {
      throw new IOException("%s cannot be read as certificates".formatted(file), e);
    }
  }

  /** The bytes of the first block of a kind, which are a secret where the kind is a key. */
  static Optional<byte[]> block(Path file, String kind) throws IOException {
    String text = Files.readString(file, StandardCharsets.ISO_8859_1);
    String begin = "-----BEGIN " + kind + "-----";
    int start = text.indexOf(begin);
    int end = text.indexOf("-----END " + kind + "-----", Math.max(0, start));
    if (start < 0 || end < 0) {
      return Optional.empty();
    }
    String base64 = text.substring(start + begin.length(), end);
    try {
      return Optional.of(Base64.getMimeDecoder().decode(base64));
    } catch (IllegalArgumentException e) {
      throw new IOException("%s cannot be read as PEM".formatted(file));
    }
  }
}
