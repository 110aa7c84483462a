package dev.harness.probe;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import okhttp3.OkHttpClient;

/**
 * Takes whatever certificate a server shows. For servers that a test has just started, whose
 * certificates nobody has signed: a probe sends them nothing that is worth protecting.
 */
final class AnyCertificate implements X509TrustManager {
  private AnyCertificate() {}

  static void accept(OkHttpClient.Builder builder) {
    try {
      X509TrustManager anybody = new AnyCertificate();
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {anybody}, null);
      builder
          .sslSocketFactory(context.getSocketFactory(), anybody)
          .hostnameVerifier((name, session) -> true);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java cannot speak TLS", e);
    }
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) {
    // Any will do.
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) {
    // Any will do.
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
