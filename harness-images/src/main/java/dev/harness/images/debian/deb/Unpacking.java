package dev.harness.images.debian.deb;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Unpacks many packages at a time: decompression is most of the work, and packages do not depend on
 * one another (D7).
 *
 * @param threads how many work; they end with the call
 */
public record Unpacking(int threads) {

  /** With as many threads as pay on this machine. */
  public static Unpacking onThisMachine() {
    return new Unpacking(Math.min(4, Runtime.getRuntime().availableProcessors()));
  }

  /**
   * Unpacks all of them, the contents into spool files in a directory.
   *
   * @return in the order of the packages
   * @throws DebianException.UnpackFailed for the first one that fails
   */
  public List<UnpackedPackage> unpack(List<PackageFile> packages, PathFilter filter, Path directory)
      throws IOException {
    AtomicInteger number = new AtomicInteger();
    ExecutorService workers =
        Executors.newFixedThreadPool(
            threads, work -> new Thread(work, "debian-unpack-" + number.incrementAndGet()));
    try {
      List<Future<UnpackedPackage>> results = new ArrayList<>();
      List<PackageFile> largestFirst = new ArrayList<>(packages);
      largestFirst.sort(Comparator.comparingLong(deb -> -deb.identity().sizeBytes()));
      for (PackageFile deb : largestFirst) {
        Path spool = directory.resolve("spool-" + results.size());
        Callable<UnpackedPackage> unpacker = new PackageUnpacker(deb, filter, spool)::unpack;
        results.add(workers.submit(unpacker));
      }
      List<UnpackedPackage> unpacked = new ArrayList<>();
      for (Future<UnpackedPackage> result : results) {
        unpacked.add(await(result));
      }
      unpacked.sort(Comparator.comparing(UnpackedPackage::name));
      return unpacked;
    } finally {
      end(workers);
    }
  }

  private static UnpackedPackage await(Future<UnpackedPackage> result) throws IOException {
    try {
      return result.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof DebianException failure) {
        throw failure;
      }
      throw new IOException("a package could not be unpacked", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while packages were unpacked", e);
    }
  }

  /** The files they write are deleted next: none may go on. */
  private static void end(ExecutorService workers) {
    workers.shutdownNow();
    boolean interrupted = false;
    boolean ended = false;
    while (!ended) {
      try {
        ended = workers.awaitTermination(1, TimeUnit.MINUTES);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
