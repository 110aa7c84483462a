package dev.harness.images.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** A key of its own with a certificate that it signed itself, made by the JDK's keytool. */
public final class TestCertificate {
  private static final char[] PASSWORD = "password".toCharArray();

  private final KeyStore store;

  private TestCertificate(KeyStore store) {
    this.store = store;
  }

  /** Makes one that is valid for a day, for a host name and its address. */
  public static TestCertificate create(Path directory, String host) throws IOException {
    Path file = directory.resolve(host + ".p12");
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair",
            "-alias",
            "key",
            "-keyalg",
            "RSA",
            "-keysize",
            "2048",
            "-validity",
            "1",
            "-dname",
            "CN=" + host,
            "-ext",
            "SAN=dns:" + host + ",ip:127.0.0.1",
            "-storetype",
            "PKCS12",
            "-storepass",
            new String(PASSWORD),
            "-keystore",
            file.toString());
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes(), UTF_8);
      if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
        throw new IOException("keytool fails: " + output);
      }
      KeyStore store = KeyStore.getInstance("PKCS12");
      try (InputStream in = Files.newInputStream(file)) {
        store.load(in, PASSWORD);
      }
      return new TestCertificate(store);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while a key was made", e);
    } catch (GeneralSecurityException e) {
      throw new IOException("cannot read what keytool wrote", e);
    }
  }

  /** Sockets of a server that proves itself by this certificate. */
  public SSLSocketFactory serving() throws GeneralSecurityException {
    return serving(new TrustManager[0]);
  }

  /** The same, for a server that believes nobody but {@code client}. */
  public SSLSocketFactory servingOnly(TestCertificate client)
      throws GeneralSecurityException, IOException {
    KeyStore believed = KeyStore.getInstance("PKCS12");
    believed.load(null, null);
    believed.setCertificateEntry("client", client.certificate());
    TrustManagerFactory trusted =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trusted.init(believed);
    return serving(trusted.getTrustManagers());
  }

  private SSLSocketFactory serving(TrustManager[] trusted) throws GeneralSecurityException {
    KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    own.init(store, PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(own.getKeyManagers(), trusted, null);
    return context.getSocketFactory();
  }

  public X509Certificate certificate() throws GeneralSecurityException {
    return (X509Certificate) store.getCertificate("key");
  }

  public PrivateKey key() throws GeneralSecurityException {
    return (PrivateKey) store.getKey("key", PASSWORD);
  }

  /** Writes the certificate to a PEM file. */
  public Path writeCertificate(Path file) throws IOException, GeneralSecurityException {
    return write(file, "CERTIFICATE", certificate().getEncoded());
  }

  /** Writes the key to a PEM file, in PKCS #8 form. */
  public Path writeKey(Path file) throws IOException, GeneralSecurityException {
    return write(file, "PRIVATE KEY", key().getEncoded());
  }

  private static Path write(Path file, String kind, byte[] content) throws IOException {
    Files.createDirectories(file.getParent());
    String text = Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII)).encodeToString(content);
    return Files.writeString(
        file, "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(kind, text, kind));
  }
}
