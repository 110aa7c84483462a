package dev.harness.images.registry.client;

import dev.harness.images.registry.RegistryException;
import dev.harness.images.registry.Repository;
import dev.harness.images.registry.transport.Retry;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/** Brings one blob into a repository, by the cheapest way that the registry takes (P34). */
final class BlobPush {
  /** Each that does not have it costs a request. */
  private static final int MAX_MOUNTS = 3;

  private final UploadCalls calls;
  private final List<String> mountFrom;
  private final BlobContent content;
  private final LongConsumer sent;
  private final Retry retry;

  /** Whether sending all at once has failed in a way that smaller requests may not. */
  private boolean inChunks;

  BlobPush(
      UploadCalls calls,
      List<String> mountFrom,
      BlobContent content,
      LongConsumer sent,
      Retry retry) {
    this.calls = calls;
    this.mountFrom = mountFrom.stream().limit(MAX_MOUNTS).toList();
    this.content = content;
    this.sent = sent;
    this.retry = retry;
  }

  PlacedBlob to(Repository repository) {
    if (calls.isPresent(repository)) {
      return PlacedBlob.by(PlacedBlob.Way.PRESENT);
    }
    Optional<UploadCalls.Session> begun = Optional.empty();
    for (String from : mountFrom) {
      UploadCalls.Mount mount = mount(repository, from);
      if (mount.done()) {
        return new PlacedBlob(PlacedBlob.Way.MOUNTED, from);
      }
      begun = Stream.of(mount.begun(), begun).flatMap(Optional::stream).findFirst();
    }
    upload(repository, begun.orElseGet(() -> calls.begin(repository)));
    return PlacedBlob.by(PlacedBlob.Way.UPLOADED);
  }

  /** What cannot be mounted can still be sent; if that is refused too, it says why. */
  private UploadCalls.Mount mount(Repository repository, String from) {
    try {
      return calls.mount(repository, from);
    } catch (RegistryException.Denied | RegistryException.NotFound e) {
      return new UploadCalls.Mount(false, Optional.empty());
    }
  }

  private void upload(Repository repository, UploadCalls.Session session) {
    if (inChunks) {
      new ChunkedUpload(calls, content, sent, retry).run(session);
      return;
    }
    inChunks = true;
    UploadBody body = new UploadBody(content, calls.blob().sizeBytes(), sent);
    if (!calls.isFinishedBy(session, body)) {
      new ChunkedUpload(calls, content, sent, retry).run(calls.begin(repository));
    }
  }
}
