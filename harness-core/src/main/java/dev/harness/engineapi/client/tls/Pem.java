package dev.harness.engineapi.client.tls;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Certificates and keys as text (RFC 7468). */
final class Pem {
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----");

  /** Version 0 and the algorithm "RSA encryption", with which PKCS #8 begins (RFC 5208). */
  private static final byte[] RSA =
      HexFormat.of().parseHex("020100" + "300d06092a864886f70d0101010500");

  private static final int SEQUENCE = 0x30;
  private static final int OCTETS = 0x04;

  private Pem() {}

  /** All certificates of a text, in which there must be one. */
  static List<Certificate> certificates(String text, String file)
      throws IOException, GeneralSecurityException {
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    List<Certificate> found = new ArrayList<>();
    Matcher block = BLOCK.matcher(text);
    while (block.find()) {
      if (block.group(1).equals("CERTIFICATE")) {
        found.add(factory.generateCertificate(new ByteArrayInputStream(bytes(block, file))));
      }
    }
    if (found.isEmpty()) {
      throw new IOException(file + " has no certificate");
    }
    return found;
  }

  /** The first private key of a text. */
  static PrivateKey key(String text, String file, String algorithm)
      throws IOException, GeneralSecurityException {
    Matcher block = BLOCK.matcher(text);
    while (block.find()) {
      String kind = block.group(1);
      if (kind.equals("PRIVATE KEY")) {
        return key(bytes(block, file), algorithm);
      }
      if (kind.equals("RSA PRIVATE KEY")) {
        return key(wrapped(bytes(block, file)), "RSA");
      }
      if (kind.endsWith("PRIVATE KEY")) {
        throw new IOException(
            "%s has an %s, which is not read: convert it by openssl pkcs8 -topk8 -nocrypt"
                .formatted(file, kind));
      }
    }
    throw new IOException(file + " has no private key");
  }

  private static PrivateKey key(byte[] encoded, String algorithm) throws GeneralSecurityException {
    return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
  }

  /** Makes PKCS #8 of PKCS #1, which is all that older versions of OpenSSL write. */
  private static byte[] wrapped(byte[] key) throws IOException {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    content.write(RSA);
    content.write(element(OCTETS, key));
    return element(SEQUENCE, content.toByteArray());
  }

  /** An element of DER whose length takes two bytes, as that of every RSA key does. */
  private static byte[] element(int tag, byte[] content) throws IOException {
    ByteArrayOutputStream element = new ByteArrayOutputStream();
    element.write(tag);
    element.write(0x82);
    element.write(content.length >> 8);
    element.write(content.length);
    element.write(content);
    return element.toByteArray();
  }

  private static byte[] bytes(Matcher block, String file) throws IOException {
    try {
      return Base64.getMimeDecoder().decode(block.group(2).getBytes(StandardCharsets.ISO_8859_1));
    } catch (IllegalArgumentException e) {
      throw new IOException(file + " is damaged: " + e.getMessage(), e);
    }
  }
}
