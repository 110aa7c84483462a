package dev.harness.runtime.engine.start;

import dev.harness.runtime.fs.Accounts;
import dev.harness.runtime.fs.tree.Ownership;
import dev.harness.runtime.launch.IdMap;
import dev.harness.runtime.launch.Launcher;
import dev.harness.runtime.launch.UserNamespace;
import dev.harness.runtime.launch.UserNamespacePool;
import dev.harness.runtime.linux.Fd;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** The user namespaces of containers, by what ids the engine itself has. */
public sealed interface UserNamespaces extends AutoCloseable {

  /** How containers' ids appear to the engine. */
  Ownership ownership();

  /** The ids of a container that runs as {@code user}, which is asked for only where it counts. */
  Ids idsFor(Supplier<Accounts.User> user);

  /** A namespace with these ids, owned by the caller. */
  UserNamespace take(Ids ids);

  @Override
  void close();

  /** The ids that exist in a container. */
  record Ids(IdMap users, IdMap groups) {}

  /** Every container has the same 65536 ids. */
  final class Full implements UserNamespaces {
    private static final int READY = 2;

    private final long base;
    private final Ids ids;
    private final UserNamespacePool pool;

    /** Containers' ids start at {@code base} of the engine's ids. */
    public Full(Launcher launcher, long base) {
      IdMap map = IdMap.of(0, base, Ownership.RANGE);
      this.base = base;
      this.ids = new Ids(map, map);
      this.pool = new UserNamespacePool(launcher, map, map, READY);
    }

    @Override
    public Ownership ownership() {
      return new Ownership.Shifted(base);
    }

    @Override
    public Ids idsFor(Supplier<Accounts.User> user) {
      return ids;
    }

    @Override
    public UserNamespace take(Ids wanted) {
      return pool.take();
    }

    /** A namespace whose map shows files on the disk with the ids of containers. */
    public Fd mapping() {
      return pool.take().fd();
    }

    @Override
    public void close() {
      pool.close();
    }
  }

  /**
   * The engine has one id, so each container has one: that which its image's user has, because
   * servers such as PostgreSQL refuse to run as root (R3).
   */
  final class Single implements UserNamespaces {
    private final Launcher launcher;
    private final Map<Ids, UserNamespacePool> pools = new ConcurrentHashMap<>();

    /** Runs the programs that make namespaces by {@code launcher}. */
    public Single(Launcher launcher) {
      this.launcher = launcher;
    }

    @Override
    public Ownership ownership() {
      return new Ownership.Single();
    }

    @Override
    public Ids idsFor(Supplier<Accounts.User> user) {
      Accounts.User who = user.get();
      return new Ids(IdMap.of(who.uid(), 0, 1), IdMap.of(who.gid(), 0, 1));
    }

    @Override
    public UserNamespace take(Ids wanted) {
      return pools
          .computeIfAbsent(
              wanted, ids -> new UserNamespacePool(launcher, ids.users(), ids.groups(), 1))
          .take();
    }

    @Override
    public void close() {
      pools.values().forEach(UserNamespacePool::close);
    }
  }
}
