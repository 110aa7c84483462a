package dev.harness.images.registry.transport;

import dev.harness.images.registry.RegistryException;
import dev.harness.images.registry.Repository;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import okhttp3.HttpUrl;

/** Turns a connection that did not come about, or broke, into an error that says what to do. */
public final class ConnectionFailure {
  private ConnectionFailure() {}

  /**
   * The error for a failure.
   *
   * @param action what was attempted: "cannot …"
   */
  public static RegistryException of(IOException failure, Repository repository, String action) {
    return of(failure, repository.base(), "the registry at ", action);
  }

  /**
   * The error for a failure.
   *
   * @param who what is at the address, before host and port; empty for a mere server
   * @param action what was attempted: "cannot …"
   */
  public static RegistryException of(IOException failure, HttpUrl url, String who, String action) {
    if (failure instanceof GivenUpException) {
      return new RegistryException.Failed(
          "cannot %s: %s".formatted(action, failure.getMessage()), failure);
    }
    boolean permanent =
        failure instanceof ConnectException
            || failure instanceof UnknownHostException
            || failure instanceof SSLException;
    return new RegistryException.Unreachable(
        "cannot %s: %s%s:%d is unreachable: %s; %s"
            .formatted(action, who, url.host(), url.port(), reason(failure), remedy(failure, url)),
        !permanent,
        failure);
  }

  private static String remedy(IOException failure, HttpUrl url) {
    boolean distrusted =
        failure instanceof SSLPeerUnverifiedException
            || (failure instanceof SSLException
                && failure.getCause() instanceof CertificateException);
    return distrusted
        ? ("if its certificate is to be trusted, put that of its authority into"
                + " ~/.docker/certs.d/%s:%d/ca.crt")
            .formatted(url.host(), url.port())
        : "check the name, the network and the proxy settings";
  }

  private static String reason(IOException failure) {
    if (failure instanceof UnknownHostException) {
      return "unknown host";
    }
    if (failure instanceof SocketTimeoutException) {
      return "no answer in time";
    }
    if (failure instanceof ConnectException
        && failure.getCause() instanceof ConnectException cause) {
      // okhttp's own message says only what it tried; the kernel's says why it failed.
      return cause.getMessage() == null ? "no connection" : cause.getMessage();
    }
    return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
  }
}
