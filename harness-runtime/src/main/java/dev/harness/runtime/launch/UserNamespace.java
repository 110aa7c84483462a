package dev.harness.runtime.launch;

import dev.harness.runtime.linux.Fd;

/**
 * A user namespace without processes, kept alive by its descriptor.
 *
 * @param fd the namespace; owned
 * @param uids the user ids that exist in it
 * @param gids the group ids that exist in it
 */
public record UserNamespace(Fd fd, IdMap uids, IdMap gids) implements AutoCloseable {

  @Override
  public void close() {
    fd.close();
  }
}
