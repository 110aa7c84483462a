package dev.harness.images.layer.unpack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;

/** What makes overlayfs hide things of lower layers, as a tree on disk shows it (L1, L2). */
public final class OverlayMarks {
  private static final String OPAQUE_XATTR = "overlay.opaque";
  private static final String WHITEOUT_XATTR = "overlay.whiteout";

  private OverlayMarks() {}

  /** Whether a directory hides what lower layers have in it. */
  public static boolean isOpaque(Path directory) throws IOException {
    return hasXattr(directory, OPAQUE_XATTR);
  }

  /**
   * Whether a file says that nothing is there.
   *
   * @param stat what the kernel says about it
   */
  public static boolean isWhiteout(Path path, FileStat stat) throws IOException {
    return stat.isWhiteoutDevice() || (stat.isEmptyFile() && hasXattr(path, WHITEOUT_XATTR));
  }

  private static boolean hasXattr(Path path, String name) throws IOException {
    UserDefinedFileAttributeView view =
        Files.getFileAttributeView(
            path, UserDefinedFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    return view != null && view.list().contains(name);
  }
}
