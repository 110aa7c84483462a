package dev.harness.runtime.fs;

import dev.harness.runtime.linux.Fd;
import dev.harness.runtime.linux.SystemException;
import dev.harness.runtime.linux.file.Filesystem;
import dev.harness.runtime.linux.file.OpenFlag;
import dev.harness.runtime.linux.file.Resolution;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Brings what is written to a file system to its disk, again and again while it is written: left to
 * the end, the disk would have nothing to do before it.
 *
 * <p>{@link #wrote} and {@link #finish} belong to the thread that writes.
 */
final class SteadySync implements AutoCloseable {
  private static final long STEP_BYTES = 64 << 20;
  private static final byte[] SELF = {'.'};

  private final Fd fileSystem;

  /** Of none it is done. */
  private CompletableFuture<Void> steps = CompletableFuture.allOf();

  private long unsyncedBytes;

  /**
   * For the file system of {@code directory}. What fails to reach the disk is told to descriptors
   * that were open before, so this is made before anything is written.
   */
  SteadySync(Fd directory) {
    this.fileSystem =
        Filesystem.openIn(
            directory,
            SELF,
            Set.of(OpenFlag.READ_ONLY, OpenFlag.DIRECTORY),
            0,
            Set.of(Resolution.NO_SYMLINKS));
  }

  /** Takes note of content, and begins to sync when there is enough and no sync is under way. */
  void wrote(long bytes) {
    unsyncedBytes += bytes;
    if (unsyncedBytes >= STEP_BYTES && steps.isDone()) {
      unsyncedBytes = 0;
      // After a failed step there is no other; the failure stays for finish().
      steps = steps.thenRunAsync(this::sync, SteadySync::onThreadOfItsOwn);
    }
  }

  private static void onThreadOfItsOwn(Runnable step) {
    Thread thread = new Thread(step, "layer-sync");
    thread.setDaemon(true);
    thread.start();
  }

  private void sync() {
    Filesystem.syncFilesystem(fileSystem);
  }

  /**
   * Returns when everything is on the disk.
   *
   * @throws SystemException when something did not get there, now or before
   */
  void finish() {
    try {
      steps.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof SystemException failure ? failure : e;
    }
    sync();
  }

  /** Waits for the sync under way. How it ends matters to {@link #finish} only. */
  @Override
  public void close() {
    steps.handle((done, failure) -> true).join();
    fileSystem.close();
  }
}
