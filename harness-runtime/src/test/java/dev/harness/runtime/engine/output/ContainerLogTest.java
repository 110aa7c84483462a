package dev.harness.runtime.engine.output;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class ContainerLogTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  @TempDir Path directory;
  private ContainerLog log;

  @BeforeEach
  void open() throws IOException {
    log = new ContainerLog(directory.resolve("log"), Clock.fixed(NOW, ZoneOffset.UTC));
  }

  @AfterEach
  void close() {
    log.close();
  }

  @Test
  void givesBackEveryByte() throws Exception {
    byte[] odd = {0, (byte) 0xff, '\n'};
    log.append(OutputStreamKind.STDERR, odd, false);
    List<LogEntry> entries = new ArrayList<>();

    log.read(query(true, true, OptionalInt.empty(), false), entries::add);

    assertThat(entries).hasSize(1);
    assertThat(entries.get(0).bytes()).isEqualTo(odd);
    assertThat(entries.get(0).kind()).isEqualTo(OutputStreamKind.STDERR);
    assertThat(entries.get(0).time()).isEqualTo(NOW);
  }

  @Test
  void selectsStreams() throws Exception {
    log.append(OutputStreamKind.STDOUT, "out".getBytes(UTF_8), false);
    log.append(OutputStreamKind.STDERR, "err".getBytes(UTF_8), false);

    assertThat(read(query(false, true, OptionalInt.empty(), false))).containsExactly("err");
  }

  @Test
  void givesTheLastEntries() throws Exception {
    log.append(OutputStreamKind.STDOUT, "1".getBytes(UTF_8), false);
    log.append(OutputStreamKind.STDOUT, "2".getBytes(UTF_8), false);
    log.append(OutputStreamKind.STDOUT, "3".getBytes(UTF_8), false);

    assertThat(read(query(true, true, OptionalInt.of(2), false))).containsExactly("2", "3");
    assertThat(read(query(true, true, OptionalInt.of(0), false))).isEmpty();
  }

  @Test
  void keepsTheNewestFilesOnly() throws Exception {
    try (ContainerLog rotated = rotated("rotated", 2)) {
      appendAll(rotated, "1", "2", "3", "4", "5");

      assertThat(read(rotated, query(true, true, OptionalInt.empty(), false)))
          .containsExactly("3", "4", "5");
      assertThat(read(rotated, query(true, true, OptionalInt.of(2), false)))
          .containsExactly("4", "5");
    }
    assertThat(directory)
        .isDirectoryContaining(file -> file.endsWith("rotated.1"))
        .isDirectoryContaining(file -> file.endsWith("rotated.2"))
        .isDirectoryNotContaining(file -> file.endsWith("rotated"));
  }

  @Test
  void keepsOneFileThatBeginsAnew() throws Exception {
    try (ContainerLog rotated = rotated("one", 1)) {
      appendAll(rotated, "1", "2", "3");

      assertThat(read(rotated, query(true, true, OptionalInt.empty(), false))).containsExactly("3");
    }
  }

  @Test
  void aReaderThatIsOvertakenGoesOnWithWhatIsLeft() throws Exception {
    try (ContainerLog rotated = rotated("overtaken", 2)) {
      appendAll(rotated, "1", "2", "3");
      List<String> texts = new ArrayList<>();

      rotated.read(
          query(true, true, OptionalInt.empty(), false),
          entry -> {
            texts.add(new String(entry.bytes(), UTF_8));
            if (texts.size() == 1) {
              appendAll(rotated, "4", "5", "6", "7");
            }
          });

      assertThat(texts).containsExactly("1", "5");
    }
  }

  /** With room for two entries of one byte each per file. */
  private ContainerLog rotated(String name, int maxFiles) throws IOException {
    return new ContainerLog(
        directory.resolve(name), 36, maxFiles, Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private static void appendAll(ContainerLog log, String... texts) {
    for (String text : texts) {
      log.append(OutputStreamKind.STDOUT, text.getBytes(UTF_8), false);
    }
  }

  @Test
  void followsUntilTheRunEnds() throws Exception {
    log.begin();
    log.append(OutputStreamKind.STDOUT, "before".getBytes(UTF_8), false);
    CountDownLatch seen = new CountDownLatch(1);
    List<String> texts = Collections.synchronizedList(new ArrayList<>());
    CompletableFuture<Void> reader =
        CompletableFuture.runAsync(
            () -> {
              try {
                log.read(
                    query(true, true, OptionalInt.empty(), true),
                    entry -> {
                      texts.add(new String(entry.bytes(), UTF_8));
                      seen.countDown();
                    });
              } catch (IOException | InterruptedException failure) {
                throw new IllegalStateException(failure);
              }
            });
    assertThat(seen.await(10, TimeUnit.SECONDS)).isTrue();

    log.append(OutputStreamKind.STDOUT, "after".getBytes(UTF_8), false);
    log.end();

    reader.get(10, TimeUnit.SECONDS);
    assertThat(texts).containsExactly("before", "after");
  }

  @Test
  @Timeout(20)
  void followsNoLongerThanUntil() throws Exception {
    log.begin();
    log.append(OutputStreamKind.STDOUT, "before".getBytes(UTF_8), false);
    List<String> texts = new ArrayList<>();

    log.read(
        new LogQuery(
            true,
            true,
            Optional.empty(),
            Optional.of(NOW.plusMillis(50)),
            OptionalInt.empty(),
            true),
        entry -> texts.add(new String(entry.bytes(), UTF_8)));

    assertThat(texts).containsExactly("before");
  }

  /** H55: what was written last stays last, and is followed. */
  @Test
  @Timeout(20)
  void keepsItsOrderWhenTheClockIsSetBack() throws Exception {
    AtomicLong now = new AtomicLong(NOW.toEpochMilli());
    List<String> followed = Collections.synchronizedList(new ArrayList<>());
    try (ContainerLog jumping = new ContainerLog(directory.resolve("jumping"), clock(now))) {
      jumping.begin();
      appendAll(jumping, "1", "2");
      now.addAndGet(-Duration.ofHours(1).toMillis());
      appendAll(jumping, "3");

      CompletableFuture<Void> reader = follow(jumping, followed);
      appendAll(jumping, "4");
      jumping.end();
      reader.get(10, TimeUnit.SECONDS);

      assertThat(read(jumping, query(true, true, OptionalInt.of(2), false)))
          .containsExactly("3", "4");
    }
    assertThat(followed).containsExactly("1", "2", "3", "4");
  }

  private static Clock clock(AtomicLong millis) {
    return new Clock() {
      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        return this;
      }

      @Override
      public Instant instant() {
        return Instant.ofEpochMilli(millis.get());
      }
    };
  }

  private static CompletableFuture<Void> follow(ContainerLog log, List<String> texts) {
    return CompletableFuture.runAsync(
        () -> {
          try {
            log.read(
                query(true, true, OptionalInt.empty(), true),
                entry -> texts.add(new String(entry.bytes(), UTF_8)));
          } catch (IOException | InterruptedException failure) {
            throw new IllegalStateException(failure);
          }
        });
  }

  @Test
  void splitsLinesAndLongOnes() throws Exception {
    LineSplitter splitter = new LineSplitter(log, OutputStreamKind.STDOUT);

    splitter.accept("one\ntw".getBytes(UTF_8));
    splitter.accept(("o\n" + "x".repeat(16 * 1024 + 1)).getBytes(UTF_8));

    assertThat(read(query(true, true, OptionalInt.empty(), false)))
        .containsExactly("one\n", "tw", "o\n", "x".repeat(16 * 1024), "x");
  }

  @Test
  void takesPiecesOfALineForOneLine() throws Exception {
    LineSplitter splitter = new LineSplitter(log, OutputStreamKind.STDOUT);
    List<Boolean> continuing = new ArrayList<>();

    splitter.accept("one\ntw".getBytes(UTF_8));
    splitter.accept("o and a h".getBytes(UTF_8));
    splitter.accept("alf\n".getBytes(UTF_8));
    splitter.accept("three".getBytes(UTF_8));
    log.read(
        query(true, true, OptionalInt.of(2), false), entry -> continuing.add(entry.continuing()));

    assertThat(read(query(true, true, OptionalInt.of(2), false)))
        .containsExactly("tw", "o and a h", "alf\n", "three");
    assertThat(continuing).containsExactly(false, true, true, false);
  }

  @Test
  @Timeout(10)
  void attachesToTheNextRun() throws Exception {
    log.append(OutputStreamKind.STDOUT, "before".getBytes(UTF_8), false);
    List<String> seen = Collections.synchronizedList(new ArrayList<>());
    CompletableFuture<Void> attached = attach(false, seen);

    log.begin();
    log.append(OutputStreamKind.STDOUT, "now".getBytes(UTF_8), false);
    log.end();

    attached.get(5, TimeUnit.SECONDS);
    assertThat(seen).containsExactly("now");
  }

  @Test
  @Timeout(10)
  void attachesWithWhatWasWritten() throws Exception {
    log.begin();
    log.append(OutputStreamKind.STDOUT, "before".getBytes(UTF_8), false);
    List<String> seen = Collections.synchronizedList(new ArrayList<>());
    CompletableFuture<Void> attached = attach(true, seen);
    while (seen.isEmpty()) {
      Thread.onSpinWait();
    }

    log.append(OutputStreamKind.STDERR, "now".getBytes(UTF_8), false);
    log.end();

    attached.get(5, TimeUnit.SECONDS);
    assertThat(seen).containsExactly("before", "now");
  }

  @Test
  @Timeout(10)
  void attachesNoLongerThanTheLogIsOpen() throws Exception {
    CompletableFuture<Void> attached = attach(false, new ArrayList<>());

    log.close();

    attached.get(5, TimeUnit.SECONDS);
  }

  /** Attaches where the log is now, on another thread. */
  private CompletableFuture<Void> attach(boolean history, List<String> seen) {
    ContainerLog.Place place = log.place();
    return CompletableFuture.runAsync(
        () -> {
          try {
            log.attach(place, history, true, entry -> seen.add(new String(entry.bytes(), UTF_8)));
          } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private List<String> read(LogQuery query) throws Exception {
    return read(log, query);
  }

  private static List<String> read(ContainerLog log, LogQuery query) throws Exception {
    List<String> texts = new ArrayList<>();
    log.read(query, entry -> texts.add(new String(entry.bytes(), UTF_8)));
    return texts;
  }

  private static LogQuery query(boolean out, boolean err, OptionalInt tail, boolean follow) {
    return new LogQuery(out, err, Optional.empty(), Optional.empty(), tail, follow);
  }
}
