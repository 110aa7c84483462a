package dev.harness.locate.boot;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.harness.engineapi.EngineJson;
import dev.harness.locate.user.BootException;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * What is said between this process and a booting engine, until it is ready:
 *
 * <pre>
 * U                    the user namespace exists; answered with one byte when its ids are mapped
 * F step errno         a step of the launcher failed; two integers, the lowest byte first
 * ready {json} newline the engine answers on its socket
 * error text newline   the engine cannot start
 * </pre>
 */
final class BootDialogue {
  private static final int MAX_LINE_BYTES = 64 << 10;
  private static final int MAPPED = 'M';

  private final InputStream reports;
  private final OutputStream lease;

  /** Does not take ownership of either stream. */
  BootDialogue(InputStream reports, OutputStream lease) {
    this.reports = reports;
    this.lease = lease;
  }

  /**
   * Answers until the engine is ready.
   *
   * @param ids maps the ids of the namespace when asked to
   * @param steps names the steps of the launcher
   * @return the mode in which the engine runs
   * @throws BootException when the engine says why it cannot start
   * @throws EOFException when it ends without a word
   */
  String awaitReady(Runnable ids, BootSteps steps) throws IOException {
    while (true) {
      int kind = reports.read();
      switch (kind) {
        case 'U' -> {
          ids.run();
          lease.write(MAPPED);
          lease.flush();
        }
        case 'F' -> throw failedStep(steps);
        case 'r' -> {
          return mode(line(kind));
        }
        case 'e' ->
            throw new BootException("Cannot start the engine: " + stripped(line(kind), "error"));
        case -1 -> throw new EOFException("the engine ended before it was ready");
        default -> throw unexpected("byte " + kind);
      }
    }
  }

  private BootException failedStep(BootSteps steps) throws IOException {
    byte[] numbers = reports.readNBytes(2 * Integer.BYTES);
    if (numbers.length < 2 * Integer.BYTES) {
      throw new EOFException("the engine ended while it reported a failed step");
    }
    ByteBuffer buffer = ByteBuffer.wrap(numbers).order(ByteOrder.LITTLE_ENDIAN);
    return steps.failure(buffer.getInt(), buffer.getInt());
  }

  private String line(int first) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = first; next != '\n'; next = reports.read()) {
      if (next < 0) {
        throw new EOFException("the engine ended within its report " + text(line));
      }
      if (line.size() == MAX_LINE_BYTES) {
        throw unexpected("line of more than " + MAX_LINE_BYTES + " bytes");
      }
      line.write(next);
    }
    return text(line);
  }

  private static String text(ByteArrayOutputStream line) {
    return line.toString(StandardCharsets.UTF_8);
  }

  private static String mode(String line) {
    try {
      JsonNode report = EngineJson.newMapper().readTree(stripped(line, "ready"));
      return report.path("mode").asText("unknown mode");
    } catch (JsonProcessingException e) {
      BootException unexpected = unexpected("report " + line);
      unexpected.addSuppressed(e);
      throw unexpected;
    }
  }

  private static String stripped(String line, String word) {
    if (!line.startsWith(word + " ")) {
      throw unexpected("report " + line);
    }
    return line.substring(word.length() + 1);
  }

  private static BootException unexpected(String what) {
    return new BootException(
        "Cannot start the engine: it sent an unexpected "
            + what
            + ". Its version does not fit this one of harness-core, or something else writes to"
            + " its output.");
  }
}
