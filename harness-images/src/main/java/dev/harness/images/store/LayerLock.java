package dev.harness.images.store;

import dev.harness.images.reference.ChainId;
import java.io.IOException;
import java.nio.channels.FileChannel;

/** The right to unpack one layer, until it is closed. */
public final class LayerLock implements AutoCloseable {
  private final LayerLocks locks;
  private final ChainId chainId;
  private final FileChannel channel;

  /** Takes ownership of a channel that is locked. */
  LayerLock(LayerLocks locks, ChainId chainId, FileChannel channel) {
    this.locks = locks;
    this.chainId = chainId;
    this.channel = channel;
  }

  /** Gives the right up; doing so again does nothing. */
  @Override
  public void close() {
    if (!channel.isOpen()) {
      return;
    }
    try {
      channel.close();
    } catch (IOException e) {
      throw new StoreException.Failed("unlock layer " + chainId, locks.place(chainId), e);
    } finally {
      locks.leave(chainId);
    }
  }
}
