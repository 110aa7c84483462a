package dev.harness.engineapi.client.tls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Whom the client of an engine believes, and who it says to be itself.
 *
 * @param sockets that prove it
 * @param manager that decides whom to believe
 */
public record EngineTrust(SSLSocketFactory sockets, X509TrustManager manager) {
  private static final char[] NO_PASSWORD = new char[0];

  /**
   * Reads {@code ca.pem}, without which the machine's authorities are believed, and {@code cert.pem}
   * with {@code key.pem}, without which the client is nobody.
   *
   * @throws IllegalArgumentException when they cannot be used; says why
   */
  public static EngineTrust read(Path directory) {
    try {
      X509TrustManager believed = believed(directory.resolve("ca.pem"));
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(
          own(directory.resolve("cert.pem"), directory.resolve("key.pem")),
          new X509TrustManager[] {believed},
          null);
      return new EngineTrust(context.getSocketFactory(), believed);
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalArgumentException(
          "the certificates in " + directory + " cannot be used: " + reason(e), e);
    }
  }

  private static String reason(Exception failure) {
    return failure instanceof NoSuchFileException missing
        ? "there is no " + missing.getFile()
        : String.valueOf(failure.getMessage());
  }

  private static X509TrustManager believed(Path authorities)
      throws IOException, GeneralSecurityException {
    KeyStore store = null;
    if (Files.exists(authorities)) {
      store = emptyStore();
      int number = 0;
      for (Certificate certificate : Pem.certificates(text(authorities), authorities.toString())) {
        store.setCertificateEntry("authority-" + number++, certificate);
      }
    }
    return manager(store);
  }

  private static X509TrustManager manager(@Nullable KeyStore store)
      throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return Arrays.stream(factory.getTrustManagers())
        .filter(X509TrustManager.class::isInstance)
        .map(X509TrustManager.class::cast)
        .findFirst()
        .orElseThrow();
  }

  private static KeyManager[] own(Path certificate, Path key)
      throws IOException, GeneralSecurityException {
    if (!Files.exists(certificate) && !Files.exists(key)) {
      return new KeyManager[0];
    }
    List<Certificate> chain = Pem.certificates(text(certificate), certificate.toString());
    KeyStore store = emptyStore();
    store.setKeyEntry(
        "client",
        Pem.key(text(key), key.toString(), chain.get(0).getPublicKey().getAlgorithm()),
        NO_PASSWORD,
        chain.toArray(new Certificate[0]));
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, NO_PASSWORD);
    return factory.getKeyManagers();
  }

  private static KeyStore emptyStore() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  private static String text(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.ISO_8859_1);
  }
}
