package dev.harness.images.registry.transport;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * The authorities whose certificates are believed: Java's, the machine's and those that its user
 * keeps for one registry. Java alone does not know those of companies (P11).
 */
final class TrustAnchors {
  private final X509TrustManager trustManager;

  private TrustAnchors(X509TrustManager trustManager) {
    this.trustManager = trustManager;
  }

  /**
   * Reads them all.
   *
   * @param machine files that are taken where they exist
   * @param own files that must be readable
   */
  static TrustAnchors load(List<Path> machine, List<Path> own) throws IOException {
    try {
      KeyStore store = emptyStore();
      for (X509Certificate each : trustManager(null).getAcceptedIssuers()) {
        add(store, each);
      }
      for (Path file : machine) {
        if (Files.isReadable(file)) {
          addAll(store, file);
        }
      }
      for (Path file : own) {
        addAll(store, file);
      }
      return new TrustAnchors(trustManager(store));
    } catch (GeneralSecurityException e) {
      throw new IOException("the certificates of authorities cannot be read", e);
    }
  }

  private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  private static void addAll(KeyStore store, Path file)
      throws IOException, GeneralSecurityException {
    for (X509Certificate each : PemFile.certificates(file)) {
      add(store, each);
    }
  }

  private static void add(KeyStore store, X509Certificate certificate)
      throws GeneralSecurityException {
    String name = certificate.getSubjectX500Principal() + "#" + certificate.getSerialNumber();
    store.setCertificateEntry(name, certificate);
  }

  private static X509TrustManager trustManager(@Nullable KeyStore store)
      throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    for (TrustManager each : factory.getTrustManagers()) {
      if (each instanceof X509TrustManager found) {
        return found;
      }
    }
    throw new GeneralSecurityException("this Java checks no X.509 certificates");
  }

  X509TrustManager trustManager() {
    return trustManager;
  }

  /** A context that believes these authorities and proves who we are by {@code keys}. */
  SSLContext context(List<ClientKey> keys) throws IOException {
    try {
      char[] password = "in memory".toCharArray();
      KeyStore store = emptyStore();
      for (ClientKey key : keys) {
        key.addTo(store, password);
      }
      KeyManagerFactory factory =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      factory.init(store, password);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(factory.getKeyManagers(), new TrustManager[] {trustManager}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IOException("our certificates for a registry cannot be used", e);
    }
  }
}
