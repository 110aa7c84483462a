package dev.harness.tar;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * The content of an extended header (POSIX.1-2001): records of the form
 * {@code length key=value newline}, where the length counts the whole record.
 */
final class PaxRecords {
  private PaxRecords() {}

  static byte[] encode(String... keysAndValues) {
    StringBuilder records = new StringBuilder();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      records.append(record(keysAndValues[i], keysAndValues[i + 1]));
    }
    return records.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static String record(String key, String value) {
    String rest = " " + key + "=" + value + "\n";
    int bytes = rest.getBytes(StandardCharsets.UTF_8).length;
    int length = bytes;
    // The length's own digits count too, and may make it one digit longer.
    while (length != bytes + Integer.toString(length).length()) {
      length = bytes + Integer.toString(length).length();
    }
    return length + rest;
  }

  static Map<String, String> decode(byte[] content) throws IOException {
    Map<String, String> records = new HashMap<>();
    int at = 0;
    while (at < content.length) {
      int blank = indexOf(content, ' ', at);
      int length = length(content, at, blank);
      int equals = indexOf(content, '=', blank);
      if (length > content.length - at || at + length <= equals) {
        throw damaged();
      }
      String key = text(content, blank + 1, equals);
      records.put(key, text(content, equals + 1, at + length - 1));
      at += length;
    }
    return records;
  }

  private static int length(byte[] content, int from, int to) throws IOException {
    try {
      return Integer.parseInt(text(content, from, to));
    } catch (NumberFormatException e) {
      throw damaged();
    }
  }

  private static int indexOf(byte[] content, char wanted, int from) throws IOException {
    for (int i = from; i < content.length; i++) {
      if (content[i] == wanted) {
        return i;
      }
    }
    throw damaged();
  }

  private static String text(byte[] content, int from, int to) {
    return new String(content, from, to - from, StandardCharsets.UTF_8);
  }

  private static IOException damaged() {
    return new IOException("the archive is damaged: an extended header has no proper records");
  }
}
