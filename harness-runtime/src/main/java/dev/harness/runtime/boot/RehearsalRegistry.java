package dev.harness.runtime.boot;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.harness.images.reference.Digest;
import dev.harness.images.reference.Platform;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * As much of a registry as the pull of one image with one layer asks for, in plain text on a port
 * of the loopback interface, so that a rehearsal fetches nothing from anywhere else.
 */
final class RehearsalRegistry implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RehearsalRegistry.class);
  private static final String MANIFEST_TYPE = "application/vnd.oci.image.manifest.v1+json";
  private static final String NAME = "rehearsal";
  private static final int WAITING_CONNECTIONS = 16;

  private final ServerSocket listener;
  private final Map<String, byte[]> answers = new HashMap<>();

  private RehearsalRegistry(ServerSocket listener) {
    this.listener = listener;
  }

  /**
   * Starts to serve an image that runs {@code /rehearse}.
   *
   * @param layer the plain archive of its only layer
   */
  static RehearsalRegistry serving(byte[] layer) throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    RehearsalRegistry registry =
        new RehearsalRegistry(new ServerSocket(0, WAITING_CONNECTIONS, loopback));
    registry.offer(layer);
    Thread thread = new Thread(registry::serve, "rehearsal-registry");
    thread.setDaemon(true);
    thread.start();
    return registry;
  }

  /** The name to pull the image by. */
  String image() {
    return "127.0.0.1:" + listener.getLocalPort() + "/" + NAME + ":latest";
  }

  private void offer(byte[] layer) throws IOException {
    JsonNodeFactory json = JsonNodeFactory.instance;
    Platform platform = Platform.ofLinux(System.getProperty("os.arch", ""));
    ObjectNode configuration =
        json.objectNode().put("os", "linux").put("architecture", platform.architecture());
    configuration.putObject("config").putArray("Entrypoint").add("/rehearse");
    configuration
        .putObject("rootfs")
        .put("type", "layers")
        .putArray("diff_ids")
        .add(Digest.sha256(layer).toString());
    ObjectNode manifest = json.objectNode().put("schemaVersion", 2).put("mediaType", MANIFEST_TYPE);
    manifest.set("config", blob("application/vnd.oci.image.config.v1+json", bytes(configuration)));
    manifest
        .putArray("layers")
        .add(blob("application/vnd.oci.image.layer.v1.tar+gzip", compressed(layer)));
    answers.put("/v2/", new byte[0]);
    answers.put("/v2/" + NAME + "/manifests/latest", bytes(manifest));
  }

  private ObjectNode blob(String mediaType, byte[] content) {
    String digest = Digest.sha256(content).toString();
    answers.put("/v2/" + NAME + "/blobs/" + digest, content);
    return JsonNodeFactory.instance
        .objectNode()
        .put("mediaType", mediaType)
        .put("digest", digest)
        .put("size", content.length);
  }

  private static byte[] bytes(ObjectNode document) {
    return document.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] compressed(byte[] plain) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(plain);
    }
    return bytes.toByteArray();
  }

  private void serve() {
    while (!listener.isClosed()) {
      try (Socket connection = listener.accept()) {
        answer(connection);
      } catch (IOException failure) {
        // Its end, or a client that tries TLS and comes again without.
        LOG.debug("a connection of the rehearsal failed: {}", failure.toString());
      }
    }
  }

  /** One request; the connection ends with its answer. */
  private void answer(Socket connection) throws IOException {
    BufferedReader request =
        new BufferedReader(
            new InputStreamReader(connection.getInputStream(), StandardCharsets.ISO_8859_1));
    String line = request.readLine();
    String[] words = line == null ? new String[0] : line.split(" ", -1);
    if (words.length != 3) {
      return;
    }
    String header;
    do {
      header = request.readLine();
    } while (header != null && !header.isEmpty());
    byte[] body = answers.get(words[1]);
    String head =
        "HTTP/1.1 %s\r\nContent-Type: %s\r\nContent-Length: %d\r\nConnection: close\r\n\r\n"
            .formatted(
                body == null ? "404 Not Found" : "200 OK",
                words[1].contains("/manifests/") ? MANIFEST_TYPE : "application/octet-stream",
                body == null ? 0 : body.length);
    OutputStream out = connection.getOutputStream();
    out.write(head.getBytes(StandardCharsets.ISO_8859_1));
    if (body != null && words[0].equals("GET")) {
      out.write(body);
    }
    out.flush();
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
