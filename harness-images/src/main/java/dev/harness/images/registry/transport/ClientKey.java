package dev.harness.images.registry.transport;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.spec.PKCS8EncodedKeySpec;

/**
 * What proves to a registry who we are: a certificate and its private key, both in PEM files.
 *
 * @param certificate the certificate, followed by those that lead to its authority
 * @param key the key in PKCS #8 form, not encrypted
 */
record ClientKey(Path certificate, Path key) {

  /** Puts both into a store, under a password that only keeps it in memory. */
  void addTo(KeyStore store, char[] password) throws IOException, GeneralSecurityException {
    if (!Files.exists(key)) {
      throw new IOException("%s has no key beside it: %s".formatted(certificate, key));
    }
    Certificate[] chain = PemFile.certificates(certificate).toArray(new Certificate[0]);
    if (chain.length == 0) {
      throw new IOException("%s holds no certificate".formatted(certificate));
    }
    String algorithm = chain[0].getPublicKey().getAlgorithm();
    store.setKeyEntry(certificate.toString(), privateKey(algorithm), password, chain);
  }

  private PrivateKey privateKey(String algorithm) throws IOException, GeneralSecurityException {
    byte[] encoded =
        PemFile.block(key, "PRIVATE KEY")
            .orElseThrow(
                () ->
                    new IOException(
                        "%s is no private key in PKCS #8 form: convert it with 'openssl pkcs8 -topk8 -nocrypt'"
                            .formatted(key)));
    return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
  }
}
