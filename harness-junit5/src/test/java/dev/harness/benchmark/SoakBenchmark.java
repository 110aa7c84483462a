package dev.harness.benchmark;

import dev.harness.ContainerSpec;
import dev.harness.Harness;
import dev.harness.RunningContainer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Traffic of 500 connections through published ports while containers start and stop: every byte
 * must come back, and the engine must not grow.
 *
 * <p>Arguments: minutes, and connections.
 */
final class SoakBenchmark {
  private static final int PORT = 7000;
  private static final int SERVERS = 5;
  private static final int LARGEST = 256 * 1024;
  private static final int SOCKET_MILLIS = 120_000;

  /** Connections wait where there is room for them: a short backlog would lose some by itself. */
  private static final ContainerSpec ECHO =
      ContainerSpec.image("debian.internal/packages/socat")
          .port(PORT)
          .command("socat", "TCP-LISTEN:%d,fork,backlog=1024".formatted(PORT), "PIPE");

  private final long end;
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicLong exchanges = new AtomicLong();
  private final AtomicLong connections = new AtomicLong();
  private final AtomicReference<String> wrong = new AtomicReference<>("");

  private SoakBenchmark(Duration length) {
    this.end = System.nanoTime() + length.toNanos();
  }

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Duration length = Duration.ofMinutes(arguments.length > 0 ? Long.parseLong(arguments[0]) : 10);
    int connections = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 500;
    try (Harness harness = Harness.open()) {
      List<RunningContainer> servers = new ArrayList<>();
      for (int i = 0; i < SERVERS; i++) {
        servers.add(harness.start(ECHO));
      }
      new SoakBenchmark(length).run(harness, servers, connections);
    }
  }

  private void run(Harness harness, List<RunningContainer> servers, int connections)
      throws IOException, InterruptedException {
    List<Thread> clients = new ArrayList<>();
    for (int i = 0; i < connections; i++) {
      RunningContainer server = servers.get(i % SERVERS);
      int seed = i;
      clients.add(new Thread(() -> client(server, new Random(seed)), "client-" + i));
    }
    clients.forEach(Thread::start);
    long cycles = 0;
    long shown = 0;
    while (System.nanoTime() < end && wrong().isEmpty()) {
      startAndStop(harness);
      cycles++;
      if (System.nanoTime() - shown > Duration.ofMinutes(1).toNanos() / 2) {
        shown = System.nanoTime();
        show(cycles);
      }
    }
    for (Thread client : clients) {
      client.join();
    }
    show(cycles);
    System.out.println(wrong().isEmpty() ? "every byte came back" : "WRONG: " + wrong());
  }

  /** A container that comes and goes, which is talked to as well. */
  private void startAndStop(Harness harness) {
    try (RunningContainer passing = harness.start(ECHO)) {
      talk(passing, new Random(), 1);
    } catch (IOException e) {
      wrong.compareAndSet("", "a passing container: " + e);
    }
  }

  private void client(RunningContainer server, Random random) {
    try {
      while (System.nanoTime() < end && wrong().isEmpty()) {
        talk(server, random, 1 + random.nextInt(50));
      }
    } catch (IOException e) {
      wrong.compareAndSet("", Thread.currentThread().getName() + ": " + e);
    }
  }

  /** One connection: most messages are short, some are long. */
  private void talk(RunningContainer server, Random random, int messages) throws IOException {
    try (Socket socket = new Socket(server.host(), server.port(PORT))) {
      socket.setSoTimeout(SOCKET_MILLIS);
      socket.setTcpNoDelay(true);
      connections.incrementAndGet();
      for (int i = 0; i < messages && System.nanoTime() < end; i++) {
        exchange(socket, random.nextInt(10) == 0 ? random.nextInt(LARGEST) : random.nextInt(500));
      }
    }
  }

  /** Sends pseudo-random bytes while it reads, and compares what comes back byte by byte. */
  private void exchange(Socket socket, int size) throws IOException {
    long seed = exchanges.incrementAndGet();
    byte[] sent = new byte[size];
    new Random(seed).nextBytes(sent);
    OutputStream out = socket.getOutputStream();
    InputStream in = socket.getInputStream();
    int piece = 8 * 1024;
    for (int at = 0; at < size; at += piece) {
      int length = Math.min(piece, size - at);
      out.write(sent, at, length);
      compare(sent, at, in.readNBytes(length), length);
    }
    bytes.addAndGet(size);
  }

  /** What went wrong first, or nothing. */
  private String wrong() {
    return Objects.requireNonNullElse(wrong.get(), "");
  }

  private static void compare(byte[] sent, int at, byte[] came, int length) throws IOException {
    if (came.length != length) {
      throw new IOException("lost %d of %d bytes".formatted(length - came.length, length));
    }
    for (int i = 0; i < length; i++) {
      if (came[i] != sent[at + i]) {
        throw new IOException("byte %d came back as another".formatted(at + i));
      }
    }
  }

  private void show(long cycles) throws IOException {
    System.out.printf(
        "%d MB there and back, %d connections, %d containers started and stopped; the engine: %s%n",
        bytes.get() / 1_000_000, connections.get(), cycles, EngineFigures.read());
  }
}
