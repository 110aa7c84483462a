package dev.harness.benchmark;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;

/**
 * Asks a Redis, makes connections to it, and sends and receives as much as goes, each for some time;
 * prints a figure a line, as {@code key=value}. A process of its own, so that it can run in another
 * network namespace.
 *
 * <p>Arguments: host, port of a Redis, port of a server that only sends, port of one that only
 * receives, milliseconds for each figure.
 */
final class LoadGenerator {
  private static final byte[] PING = "PING\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final int PONG_BYTES = "+PONG\r\n".length();
  private static final int MANY = 50;
  private static final int BUFFER = 128 * 1024;

  private final String host;
  private final int redis;
  private final long nanos;

  private LoadGenerator(String host, int redis, long nanos) {
    this.host = host;
    this.redis = redis;
    this.nanos = nanos;
  }

  public static void main(String[] arguments)
      throws IOException, ExecutionException, InterruptedException {
    long nanos = Long.parseLong(arguments[4]) * 1_000_000;
    LoadGenerator load = new LoadGenerator(arguments[0], Integer.parseInt(arguments[1]), nanos);
    load.requests(1);
    load.requests(1, "c1");
    load.requests(MANY, "c50");
    load.connections();
    load.receive(Integer.parseInt(arguments[2]));
    load.send(Integer.parseInt(arguments[3]));
  }

  private void requests(int clients, String name) throws ExecutionException, InterruptedException {
    long[] sorted = requests(clients);
    print(name + " requests/s", sorted.length / seconds(nanos));
    print(name + " p50 µs", sorted[sorted.length / 2] / 1e3);
    print(name + " p99 µs", sorted[sorted.length * 99 / 100] / 1e3);
  }

  /** The nanoseconds of each, sorted. */
  private long[] requests(int clients) throws ExecutionException, InterruptedException {
    ExecutorService threads = Executors.newFixedThreadPool(clients);
    List<Future<long[]>> results = new ArrayList<>();
    for (int i = 0; i < clients; i++) {
      results.add(threads.submit(this::client));
    }
    LongStream all = LongStream.empty();
    for (Future<long[]> result : results) {
      all = LongStream.concat(all, Arrays.stream(result.get()));
    }
    threads.shutdown();
    return all.sorted().toArray();
  }

  private long[] client() throws IOException {
    LongStream.Builder times = LongStream.builder();
    try (Socket socket = connect(redis)) {
      long end = System.nanoTime() + nanos;
      for (long begin = System.nanoTime(); begin < end; begin = System.nanoTime()) {
        ask(socket);
        times.add(System.nanoTime() - begin);
      }
    }
    return times.build().toArray();
  }

  private Socket connect(int port) throws IOException {
    Socket socket = new Socket(host, port);
    socket.setTcpNoDelay(true);
    return socket;
  }

  private static void ask(Socket socket) throws IOException {
    socket.getOutputStream().write(PING);
    if (socket.getInputStream().readNBytes(PONG_BYTES).length != PONG_BYTES) {
      throw new IOException("no answer");
    }
  }

  /** Each asks once. */
  private void connections() throws IOException {
    long begin = System.nanoTime();
    int made = 0;
    while (System.nanoTime() - begin < nanos) {
      try (Socket socket = connect(redis)) {
        ask(socket);
      }
      made++;
    }
    print("connections/s", made / seconds(System.nanoTime() - begin));
  }

  private void receive(int port) throws IOException {
    byte[] buffer = new byte[BUFFER];
    try (Socket socket = connect(port);
        InputStream in = socket.getInputStream()) {
      long begin = System.nanoTime();
      long bytes = 0;
      while (System.nanoTime() - begin < nanos) {
        bytes += in.read(buffer);
      }
      print("down Gbit/s", bytes * 8 / 1e9 / seconds(System.nanoTime() - begin));
    }
  }

  private void send(int port) throws IOException {
    byte[] buffer = new byte[BUFFER];
    try (Socket socket = connect(port)) {
      long begin = System.nanoTime();
      long bytes = 0;
      while (System.nanoTime() - begin < nanos) {
        socket.getOutputStream().write(buffer);
        bytes += buffer.length;
      }
      print("up Gbit/s", bytes * 8 / 1e9 / seconds(System.nanoTime() - begin));
    }
  }

  private static double seconds(long nanos) {
    return nanos / 1e9;
  }

  private static void print(String key, double value) {
    System.out.printf(Locale.ROOT, "%s=%.2f%n", key, value);
  }
}
