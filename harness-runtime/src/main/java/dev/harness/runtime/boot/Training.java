package dev.harness.runtime.boot;

import dev.harness.engineapi.EngineJson;
import dev.harness.engineapi.client.EngineAddress;
import dev.harness.engineapi.client.EngineClient;
import dev.harness.engineapi.container.CreateContainerRequest;
import dev.harness.runtime.api.http.Answer;
import dev.harness.runtime.api.http.Router;
import dev.harness.runtime.api.http.Service;
import dev.harness.runtime.api.http.server.ApiServer;
import dev.harness.runtime.linux.Io;
import dev.harness.runtime.linux.file.Mounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads what an engine loads, without leaving anything, so that the Java virtual machine can
 * archive the classes. In a user namespace of its own it runs a whole engine; where it may not have
 * one it loads what needs none.
 */
final class Training {
  private static final Logger LOG = LoggerFactory.getLogger(Training.class);
  private static final String OWN = "dev/harness/";
  private static final String SUFFIX = ".class";

  private Training() {}

  /**
   * Loads the classes.
   *
   * @param scratch an empty directory, given where this process has namespaces of its own; a file
   *     system in memory is mounted there, and goes with them
   */
  static void run(Optional<Path> scratch) {
    try {
      loadOwnClasses(OwnJar.path());
      if (scratch.isPresent()) {
        Mounts.mount("tmpfs", scratch.get(), Set.of(), "mode=0700");
        new Rehearsal(scratch.get()).run();
      } else {
        readAndWriteJson();
        serveARequest();
        Io.pipe().close();
      }
    } catch (IOException failure) {
      throw new SetUpException("cannot train: " + failure.getMessage(), failure);
    }
  }

  private static void loadOwnClasses(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      List<String> names =
          file.stream()
              .map(JarEntry::getName)
              .filter(name -> name.startsWith(OWN) && name.endsWith(SUFFIX))
              .filter(name -> !name.contains("package-info"))
              .toList();
      for (String name : names) {
        String type = name.substring(0, name.length() - SUFFIX.length()).replace('/', '.');
        Class.forName(type, false, Training.class.getClassLoader());
      }
      LOG.info("{} classes", names.size());
    } catch (ClassNotFoundException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static void readAndWriteJson() throws IOException {
    var mapper = EngineJson.newMapper();
    CreateContainerRequest request =
        mapper.readValue("{\"Image\":\"x\",\"HostConfig\":{}}", CreateContainerRequest.class);
    mapper.writeValueAsString(request);
  }

  private static void serveARequest() throws IOException {
    Path directory = Files.createTempDirectory("harness-training");
    Path socket = directory.resolve("s");
    Router router =
        Router.builder().add("GET", "/_ping", request -> Answer.text(200, "OK")).build();
    Service service =
        new Service(
            router,
            failure -> OptionalInt.empty(),
            EngineJson.newMapper(),
            Map.of("Api-Version", "1.44"));
    try (ApiServer server = ApiServer.listen(socket, service);
        EngineClient client = new EngineClient(new EngineAddress.UnixSocketAddress(socket))) {
      LOG.info("{} answers {}", server, client.system().ping());
    } finally {
      Files.deleteIfExists(socket);
      Files.deleteIfExists(directory);
    }
  }
}
