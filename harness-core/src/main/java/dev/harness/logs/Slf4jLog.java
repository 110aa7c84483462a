package dev.harness.logs;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apiguardian.api.API;
import org.slf4j.Logger;
import org.slf4j.MDC;
import org.slf4j.event.Level;
import org.slf4j.spi.MDCAdapter;

/**
 * Sends a container's log to a logger of SLF4J. Immutable: every method returns another.
 *
 * <pre>{@code
 * db.onLog(Slf4jLog.to(logger).level(LogStream.STDERR, Level.WARN).mdc("test", "orders"));
 * }</pre>
 *
 * <p>Each line has the container's name and a colon in front. While it is logged, the MDC says under
 * {@code container} and {@code stream} ({@code stdout} or {@code stderr}) where it comes from. By
 * default all lines have the level INFO, as many servers write all that they have to say to the
 * standard error, and colours are left out.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class Slf4jLog implements Consumer<LogLine> {
  private final Logger logger;
  private final MDCAdapter mdc;
  private final Optional<String> prefix;
  private final Map<String, String> context;
  private final Level stdout;
  private final Level stderr;
  private final boolean ansi;

  private Slf4jLog(
      Logger logger,
      MDCAdapter mdc,
      Optional<String> prefix,
      Map<String, String> context,
      Level stdout,
      Level stderr,
      boolean ansi) {
    this.logger = logger;
    this.mdc = mdc;
    this.prefix = prefix;
    this.context = Map.copyOf(context);
    this.stdout = stdout;
    this.stderr = stderr;
    this.ansi = ansi;
  }

  /** Starts with a logger, and all as described above. */
  public static Slf4jLog to(Logger logger) {
    return to(logger, MDC.getMDCAdapter());
  }

  static Slf4jLog to(Logger logger, MDCAdapter mdc) {
    return new Slf4jLog(logger, mdc, Optional.empty(), Map.of(), Level.INFO, Level.INFO, false);
  }

  /** Puts this in front of each line, in place of the container's name; may be empty. */
  public Slf4jLog prefix(String text) {
    return new Slf4jLog(logger, mdc, Optional.of(text), context, stdout, stderr, ansi);
  }

  /** Sets one more value of the MDC while a line is logged. */
  public Slf4jLog mdc(String key, String value) {
    Map<String, String> more = new LinkedHashMap<>(context);
    more.put(key, value);
    return new Slf4jLog(logger, mdc, prefix, more, stdout, stderr, ansi);
  }

  /** Sets the level of one of the two streams. */
  public Slf4jLog level(LogStream stream, Level level) {
    return switch (stream) {
      case STDOUT -> new Slf4jLog(logger, mdc, prefix, context, level, stderr, ansi);
      case STDERR -> new Slf4jLog(logger, mdc, prefix, context, stdout, level, ansi);
    };
  }

  /** Leaves colours, and what else terminals obey, in the lines. */
  public Slf4jLog keepAnsi() {
    return new Slf4jLog(logger, mdc, prefix, context, stdout, stderr, true);
  }

  @Override
  public void accept(LogLine line) {
    Map<String, String> before = mdc.getCopyOfContextMap();
    try {
      mdc.put("container", line.container());
      mdc.put("stream", line.stream() == LogStream.STDOUT ? "stdout" : "stderr");
      context.forEach(mdc::put);
      Level level = line.stream() == LogStream.STDOUT ? stdout : stderr;
      logger
          .atLevel(level)
          .log(
              "{}{}",
              prefix.orElseGet(() -> line.container() + ": "),
              ansi ? line.text() : line.plainText());
    } finally {
      if (before == null) {
        mdc.clear();
      } else {
        mdc.setContextMap(before);
      }
    }
  }
}
