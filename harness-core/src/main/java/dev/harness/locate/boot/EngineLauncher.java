package dev.harness.locate.boot;

import com.google.errorprone.annotations.CheckReturnValue;
import dev.harness.engineapi.client.EngineAddress;
import dev.harness.locate.bundle.ClassArchive;
import dev.harness.locate.bundle.EngineBundle;
import dev.harness.locate.bundle.EngineCache;
import dev.harness.locate.bundle.EngineJvm;
import dev.harness.locate.bundle.UnpackedEngine;
import dev.harness.locate.user.BootException;
import dev.harness.locate.user.BundleException;
import dev.harness.locate.user.CallingUser;
import dev.harness.locate.user.EngineEnvironment;
import dev.harness.locate.user.Settings;
import dev.harness.locate.user.UserDirectories;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Starts our engine: unpacks it, boots it inside namespaces of its own, and holds its lease.
 *
 * <p>The lease is the standard input of the launcher; the kernel closes it with this process,
 * and the launcher then ends everything. What the launcher and the engine report is read in
 * {@link BootDialogue}.
 */
@CheckReturnValue
public final class EngineLauncher {
  private static final String MAIN = "dev.harness.runtime.boot.EngineMain";
  private static final Path PROC = Path.of("/proc");

  private final EngineBundle bundle;
  private final Settings settings;
  private final Duration limit;
  private final CallingUser user;
  private final UserDirectories directories;
  private final EngineJvm jvm;
  private final @Nullable Path socket;
  private final @Nullable Path data;

  /**
   * Makes a launcher that puts the engine's files where the user's settings say.
   *
   * @throws BootException when the settings say nonsense of how long the engine may take
   */
  public EngineLauncher(EngineBundle bundle, Settings settings) {
    this(bundle, settings, null, null);
  }

  EngineLauncher(
      EngineBundle bundle, Settings settings, @Nullable Path socket, @Nullable Path data) {
    this.bundle = bundle;
    this.settings = settings;
    this.limit = BootLimit.of(settings);
    this.user = CallingUser.ofThisProcess();
    this.directories = UserDirectories.of(settings, user);
    this.jvm = EngineJvm.ofThisProcess();
    this.socket = socket;
    this.data = data;
  }

  /** The same with a socket at an absolute path of less than 100 bytes. */
  public EngineLauncher withSocket(Path path) {
    return new EngineLauncher(bundle, settings, path, data);
  }

  /** The same with images and volumes in a directory of the caller's choice. */
  public EngineLauncher withData(Path path) {
    return new EngineLauncher(bundle, settings, socket, path);
  }

  /**
   * Starts the engine; returns when it answers.
   *
   * @param spawned gets the address that the engine will have as soon as its process exists;
   *     again when a damaged engine is replaced and started once more. It must not block
   * @throws BundleException when the engine cannot be unpacked
   * @throws BootException when the engine does not come up in time: 30 seconds, or what the system
   *     property {@code harness.engine.timeout} says
   */
  public EngineProcess launch(Consumer<EngineAddress> spawned) {
    EngineCache cache = new EngineCache(directories.cache().resolve("engine"));
    UnpackedEngine engine = cache.unpack(bundle);
    try {
      return boot(engine, spawned);
    } catch (BootException e) {
      if (!cache.repair(bundle)) {
        throw e;
      }
      return boot(engine, spawned);
    }
  }

  private EngineProcess boot(UnpackedEngine engine, Consumer<EngineAddress> spawned) {
    ClassArchive archive = new ClassArchive(engine, jvm, settings);
    archive.beforeBoot();
    boolean archived = archive.exists();
    EngineProcess process = spawn(engine, archive);
    try {
      spawned.accept(process.address());
      new EngineBoot(process, limit).await(this::mapIds, steps(engine));
    } catch (InterruptedException e) {
      process.close();
      Thread.currentThread().interrupt();
      throw new BootException("Interrupted while the engine started", e);
    } catch (RuntimeException | Error e) {
      process.close();
      throw e;
    }
    if (!archived) {
      archive.afterBoot();
    }
    return process;
  }

  private void mapIds(long pid) {
    SubordinateIds subordinates = new SubordinateIds(user, settings, Path.of("/etc"));
    new IdMapper(user, settings, subordinates, PROC).map(pid);
  }

  private BootSteps steps(UnpackedEngine engine) {
    return new BootSteps(engine.steps(launcherName()), PROC);
  }

  private String launcherName() {
    return BootMode.of(user, ProcessStatus.read(PROC)).launcher(System.getProperty("os.arch", ""));
  }

  private EngineProcess spawn(UnpackedEngine engine, ClassArchive archive) {
    Path launcher = engine.launcher(launcherName());
    RunDirectory run = RunDirectory.create(directories.running(), user.uid());
    Path listening = socket == null ? run.socket() : socket;
    List<String> command = new ArrayList<>();
    command.add(launcher.toString());
    command.add(jvm.java().toString());
    command.addAll(jvm.flags(archive.file()));
    command.addAll(List.of("-cp", engine.jar().toString(), MAIN));
    command.addAll(List.of("--socket", listening.toString()));
    command.addAll(List.of("--data", (data == null ? directories.data() : data).toString()));
    command.addAll(List.of("--run", run.path().toString()));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder.environment().putAll(EngineEnvironment.of(settings));
    builder.directory(new File("/"));
    builder.redirectError(run.log().toFile());
    try {
      return new EngineProcess(
          builder.start(), run, new EngineAddress.UnixSocketAddress(listening));
    } catch (IOException e) {
      run.close();
      throw new BootException(
          "Cannot execute "
              + launcher
              + ": "
              + e.getMessage()
              + ". If its file system is mounted noexec, set XDG_CACHE_HOME to a directory where"
              + " programs may be executed.",
          e);
    }
  }
}
