package dev.harness.testing;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** A connection to the server on which the test says every byte. */
public final class RawClient implements AutoCloseable {
  private final SocketChannel channel;
  private final InputStream in;

  /** Connects to a UNIX socket. */
  public RawClient(Path socket) throws IOException {
    channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
    in = new BufferedInputStream(Channels.newInputStream(channel));
  }

  /** Sends text as it stands. */
  public RawClient send(String text) throws IOException {
    return send(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Sends bytes as they stand; blocks while the server does not read. */
  public RawClient send(byte[] bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
    return this;
  }

  /** Sends a request without body and reads its answer. */
  public RawResponse get(String target) throws IOException {
    return send("GET " + target + " HTTP/1.1\r\nHost: harness\r\n\r\n").response();
  }

  /** Sends a request with a JSON body and reads its answer. */
  public RawResponse post(String target, String json) throws IOException {
    return send(request("POST", target, "Content-Type: application/json\r\n", json)).response();
  }

  /** A request with a body of known length; headers end with {@code \r\n} each. */
  public static String request(String method, String target, String headers, String body) {
    int length = body.getBytes(StandardCharsets.UTF_8).length;
    return method
        + " "
        + target
        + " HTTP/1.1\r\nHost: harness\r\n"
        + headers
        + "Content-Length: "
        + length
        + "\r\n\r\n"
        + body;
  }

  /** Sends lines with HTTP's ends. */
  public RawClient sendLines(String... lines) throws IOException {
    return send(String.join("\r\n", lines) + "\r\n");
  }

  /** Closes the sending side. */
  public RawClient endInput() throws IOException {
    channel.shutdownOutput();
    return this;
  }

  /** Reads an answer whole. */
  public RawResponse response() throws IOException {
    RawResponse head = head();
    return head.withBody(body(head));
  }

  /** Reads the answer to a HEAD request. */
  public RawResponse head() throws IOException {
    String[] status = line().split(" ", 3);
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String line = line(); !line.isEmpty(); line = line()) {
      String[] parts = line.split(": ", 2);
      headers.put(parts[0], parts[1]);
    }
    return new RawResponse(Integer.parseInt(status[1]), status[2], headers, "");
  }

  private String body(RawResponse head) throws IOException {
    if ("chunked".equals(head.headers().get("Transfer-Encoding"))) {
      StringBuilder body = new StringBuilder();
      for (String chunk = chunk(); !chunk.isEmpty(); chunk = chunk()) {
        body.append(chunk);
      }
      return body.toString();
    }
    String length = head.headers().get("Content-Length");
    return length == null ? rest() : text(Integer.parseInt(length));
  }

  /** Reads one chunk, the last one as an empty text. */
  public String chunk() throws IOException {
    String chunk = text(Integer.parseInt(line(), 16));
    line();
    return chunk;
  }

  /** Reads bytes as text. */
  public String text(int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("the connection ended after " + bytes.length + " of " + length);
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** Reads until the server closes. */
  public String rest() throws IOException {
    return new String(in.readAllBytes(), StandardCharsets.UTF_8);
  }

  /** Reads one line. */
  public String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new EOFException("the connection ended in line '" + line + "'");
      }
      line.append((char) b);
    }
    return line.toString().strip();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
