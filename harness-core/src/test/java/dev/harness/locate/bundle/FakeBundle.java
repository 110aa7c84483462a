package dev.harness.locate.bundle;

import dev.harness.locate.user.Settings;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;

/** A jar with launchers that are shell scripts, laid out like the engine's. */
public final class FakeBundle {
  private static final String FOLDER = "dev/harness/engine/";

  private FakeBundle() {}

  /** Writes a jar whose launchers, for all machines and modes, are one script. */
  public static Path write(Path jar, String script) throws IOException {
    Map<String, String> entries = new TreeMap<>();
    for (String architecture : new String[] {"x86_64", "aarch64"}) {
      for (String mode : new String[] {"root", "rootless"}) {
        String name = FOLDER + "boot-" + architecture + "-" + mode;
        entries.put(name, "#!/bin/sh\n" + script);
        entries.put(name + ".steps", "unshare NEWUSER\nunshare NEWNS|NEWPID\n");
      }
    }
    entries.put(FOLDER + "../escape", "no launcher");
    entries.put("dev/harness/runtime/boot/EngineMain.class", "no class");
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file)) {
      for (Map.Entry<String, String> entry : entries.entrySet()) {
        out.putNextEntry(new ZipEntry(entry.getKey()));
        out.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
        out.closeEntry();
      }
    }
    return jar;
  }

  /** Settings that keep all files of an engine in one directory and train nothing. */
  public static Settings settings(Path directory) {
    return settings(directory, "30");
  }

  /** The same, with the seconds that an engine may take. */
  public static Settings settings(Path directory, String seconds) {
    Map<String, String> environment =
        Map.of(
            "HOME", directory.toString(),
            "PATH", "/usr/bin:/bin",
            "XDG_CACHE_HOME", directory.resolve("cache").toString(),
            "HARNESS_DATA", directory.resolve("data").toString(),
            "HARNESS_RUN", directory.resolve("run").toString(),
            "AWS_SECRET_ACCESS_KEY", "not for the engine",
            "JAVA_TOOL_OPTIONS", "-javaagent:coverage.jar");
    return new Settings(
        environment, Map.of("harness.engine.cds", "false", "harness.engine.timeout", seconds));
  }
}
