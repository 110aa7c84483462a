package dev.harness.images.debian.recipe;

import dev.harness.images.debian.deb.RootTree;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The certificates that programs trust, in the one file that they read (D11g); only where the
 * package {@code ca-certificates} is.
 */
record CertificateBundle() implements RootStep {
  private static final int READABLE = 0644;
  private static final String BUNDLE = "etc/ssl/certs/ca-certificates.crt";

  /** Where OpenSSL looks when a program says nothing. */
  private static final String DEFAULT_FILE = "usr/lib/ssl/cert.pem";

  @Override
  public void applyTo(RootTree tree, Path work) throws IOException {
    StringBuilder bundle = new StringBuilder();
    for (String path : tree.paths()) {
      if (path.startsWith("usr/share/ca-certificates/") && path.endsWith(".crt")) {
        bundle.append(tree.text(path).orElse("").stripTrailing()).append('\n');
      }
    }
    if (!bundle.isEmpty()) {
      new WriteFile(BUNDLE, READABLE, bundle.toString()).applyTo(tree, work);
      new MakeLink(DEFAULT_FILE, "/" + BUNDLE).applyTo(tree, work);
    }
  }
}
