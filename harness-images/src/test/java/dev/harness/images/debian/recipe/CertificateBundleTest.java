package dev.harness.images.debian.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harness.images.debian.deb.RootTree;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificateBundleTest {
  @TempDir Path work;
  private final RootTree tree = new RootTree();

  @Test
  void putsAllCertificatesIntoOneFile() throws IOException {
    put("usr/share/ca-certificates/mozilla/B.crt", "two\n");
    put("usr/share/ca-certificates/mozilla/A.crt", "one");
    put("usr/share/ca-certificates/README", "no certificate");

    new CertificateBundle().applyTo(tree, work);

    assertThat(tree.text("etc/ssl/certs/ca-certificates.crt")).contains("one\ntwo\n");
    assertThat(tree.paths()).contains("usr/lib/ssl/cert.pem");
  }

  @Test
  void addsNothingWhereThereAreNone() throws IOException {
    new CertificateBundle().applyTo(tree, work);

    assertThat(tree.paths()).isEmpty();
  }

  private void put(String path, String text) throws IOException {
    new RootStep.WriteFile(path, 0644, text).applyTo(tree, work);
  }
}
