package dev.harness.locate.bundle;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * The Java virtual machine that runs the engine, and the flags that make it start fast and stay
 * small: the same Java that runs the tests.
 *
 * @param java the executable
 * @param feature the version, as 17
 * @param id differs between machines whose prepared classes do not fit each other
 */
public record EngineJvm(Path java, int feature, String id) {
  private static final int NATIVE_ACCESS_SINCE = 24;
  private static final int REFLECTION_BY_METHOD_HANDLES_SINCE = 18;

  /** The one that runs this code. */
  public static EngineJvm ofThisProcess() {
    Path home = Path.of(System.getProperty("java.home", "/usr"));
    String description =
        System.getProperty("java.vm.vendor")
            + '|'
            + System.getProperty("java.vm.name")
            + '|'
            + System.getProperty("java.vm.version")
            + '|'
            + home;
    // The machine checks itself whether an archive is its own, so a short hash will do.
    String id = HexFormat.of().toHexDigits(description.hashCode());
    return new EngineJvm(home.resolve("bin").resolve("java"), Runtime.version().feature(), id);
  }

  /** The flags without the class path, for a start that uses {@code classArchive} if it exists. */
  public List<String> flags(Path classArchive) {
    List<String> flags = baseFlags();
    if (Files.isRegularFile(classArchive)) {
      flags.add("-XX:SharedArchiveFile=" + classArchive);
    }
    return flags;
  }

  /** The flags of a run that writes {@code classArchive} when it ends. */
  List<String> trainingFlags(Path classArchive) {
    List<String> flags = baseFlags();
    flags.add("-XX:ArchiveClassesAtExit=" + classArchive);
    return flags;
  }

  private List<String> baseFlags() {
    List<String> flags =
        new ArrayList<>(
            List.of(
                "-XX:+UseSerialGC",
                "-Xss512k",
                "-Xmx128m",
                "-XX:-UsePerfData",
                // An engine lives for seconds: only loops over bytes are worth the second compiler,
                // which otherwise takes a third of what the first container costs.
                "-XX:Tier4InvocationThreshold=30000",
                "-XX:Tier4MinInvocationThreshold=10000",
                "-XX:Tier4CompileThreshold=60000",
                "-Xshare:auto",
                // The standard output carries the reports; the machine's warnings must not.
                "-XX:+DisplayVMOutputToStderr",
                "-Xlog:disable",
                "-Xlog:all=warning:stderr",
                // Events that nobody records need the flight recorder's classes.
                "-Dio.netty.jfr.enabled=false",
                "-Dfile.encoding=UTF-8",
                "-Dsun.jnu.encoding=UTF-8"));
    if (feature < REFLECTION_BY_METHOD_HANDLES_SINCE) {
      // What is called by reflection 15 times gets a class of its own, which takes longer than the
      // calls that an engine has time for.
      flags.add("-Dsun.reflect.inflationThreshold=" + Integer.MAX_VALUE);
    }
    if (feature >= NATIVE_ACCESS_SINCE) {
      flags.add("--enable-native-access=ALL-UNNAMED");
      flags.add("--sun-misc-unsafe-memory-access=allow");
    }
    return flags;
  }
}
