package dev.harness.logs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.AbstractLogger;
import org.slf4j.helpers.BasicMDCAdapter;
import org.slf4j.helpers.MessageFormatter;

class Slf4jLogTest {
  private static final LogLine OUT =
      new LogLine("db", LogStream.STDOUT, "\u001b[32mready\u001b[0m");
  private static final LogLine ERR = new LogLine("db", LogStream.STDERR, "a\tb");

  private final BasicMDCAdapter mdc = new BasicMDCAdapter();
  private final Recorder recorder = new Recorder(mdc);

  @Test
  void namesTheContainerAndLeavesColoursOut() {
    Slf4jLog log = Slf4jLog.to(recorder, mdc);

    log.accept(OUT);
    log.accept(ERR);

    assertThat(recorder.lines)
        .containsExactly(
            "INFO db: ready {container=db, stream=stdout}",
            "INFO db: a\tb {container=db, stream=stderr}");
  }

  @Test
  void doesAllAsItIsTold() {
    Slf4jLog log =
        Slf4jLog.to(recorder, mdc)
            .prefix("> ")
            .mdc("test", "orders")
            .level(LogStream.STDERR, Level.WARN)
            .keepAnsi();

    log.accept(OUT);
    log.accept(ERR);

    assertThat(recorder.lines)
        .containsExactly(
            "INFO > \u001b[32mready\u001b[0m {container=db, stream=stdout, test=orders}",
            "WARN > a\tb {container=db, stream=stderr, test=orders}");
  }

  @Test
  void bringsBackTheContextThatTheThreadHad() {
    mdc.put("container", "mine");

    Slf4jLog.to(recorder, mdc).accept(OUT);

    assertThat(mdc.getCopyOfContextMap()).isEqualTo(Map.of("container", "mine"));
  }

  /** Keeps what it is told. */
  private static final class Recorder extends AbstractLogger {
    private static final long serialVersionUID = 1L;

    private final transient List<String> lines = new ArrayList<>();
    private final transient BasicMDCAdapter mdc;

    Recorder(BasicMDCAdapter mdc) {
      this.mdc = mdc;
    }

    @Override
    protected void handleNormalizedLoggingCall(
        Level level, Marker marker, String pattern, Object[] arguments, Throwable throwable) {
      lines.add(
          level
              + " "
              + MessageFormatter.basicArrayFormat(pattern, arguments)
              + " "
              + new TreeMap<>(mdc.getCopyOfContextMap()));
    }

    @Override
    protected String getFullyQualifiedCallerName() {
      return "";
    }

    @Override
    public boolean isTraceEnabled() {
      return false;
    }

    @Override
    public boolean isTraceEnabled(Marker marker) {
      return false;
    }

    @Override
    public boolean isDebugEnabled() {
      return false;
    }

    @Override
    public boolean isDebugEnabled(Marker marker) {
      return false;
    }

    @Override
    public boolean isInfoEnabled() {
      return true;
    }

    @Override
    public boolean isInfoEnabled(Marker marker) {
      return true;
    }

    @Override
    public boolean isWarnEnabled() {
      return true;
    }

    @Override
    public boolean isWarnEnabled(Marker marker) {
      return true;
    }

    @Override
    public boolean isErrorEnabled() {
      return true;
    }

    @Override
    public boolean isErrorEnabled(Marker marker) {
      return true;
    }
  }
}
