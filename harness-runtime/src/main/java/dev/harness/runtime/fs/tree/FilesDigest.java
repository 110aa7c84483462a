package dev.harness.runtime.fs.tree;

import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;

/**
 * The digest of files with their names, contents and modes, whoever has them and whenever they were
 * changed: the same for each checkout of the same sources.
 */
public final class FilesDigest {
  private final MessageDigest digest;
  private final TarOutput tar;

  /** Of nothing yet. */
  public FilesDigest() {
    try {
      this.digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
    this.tar = new TarOutput(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
  }

  /**
   * Adds a file, or what is in a directory, under a name.
   *
   * @param resolved what {@link RootFiles#resolve} said of it
   */
  public void add(RootFiles source, String resolved, String name) throws IOException {
    source.write(resolved, name, tar, item -> item.of(0, 0, item.permissions(), Instant.EPOCH));
  }

  /** Adds bytes. */
  public void add(byte[] bytes) throws IOException {
    tar.content(bytes, bytes.length);
  }

  /** The digest of all that was added, in hexadecimal digits; nothing can be added any more. */
  public String hex() throws IOException {
    tar.finish();
    return HexFormat.of().formatHex(digest.digest());
  }
}
