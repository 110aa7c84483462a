package dev.harness.images.layer.record;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * What came out of comparing a layer's tree with its record: which files there are, their contents,
 * modes and owners, and what they hide. Changed times are not seen, nor lost extended attributes of
 * other kinds.
 *
 * @param differences for people: none when the tree is what it was, else the first ten
 * @param fileBytes the bytes of the files that the layer brought, 0 when the record is unusable
 */
public record TreeVerification(List<String> differences, long fileBytes) {

  /** Copies the list. */
  public TreeVerification {
    differences = List.copyOf(differences);
  }

  /** Reads both and compares them. */
  public static TreeVerification of(Path tree, Path recordFile) {
    try {
      TreeRecord record = TreeRecordFile.read(recordFile);
      return new TreeVerification(new TreeComparison(tree, record).run(), record.fileBytes());
    } catch (IOException e) {
      return new TreeVerification(
          List.of("the record of its tree cannot be used: " + reason(e)), 0);
    }
  }

  /** Exceptions of NIO have only the path as their message. */
  static String reason(IOException failure) {
    return failure.getClass() == IOException.class && failure.getMessage() != null
        ? failure.getMessage()
        : failure.toString();
  }
}
