package dev.harness.engineapi.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.harness.engineapi.EngineJson;
import dev.harness.engineapi.container.ContainerConfig;
import dev.harness.engineapi.container.CreateContainerRequest;
import dev.harness.engineapi.container.CreateContainerResponse;
import dev.harness.engineapi.container.HostConfig;
import dev.harness.engineapi.container.StartedContainer;
import dev.harness.engineapi.network.NetworkingConfig;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * The mapper of a client, made on a thread of its own: it and the records that the start of a
 * container needs take half a second of a cold virtual machine, in which others can go on.
 */
final class MapperInMaking implements Supplier<ObjectMapper> {
  private final CompletableFuture<ObjectMapper> mapper = new CompletableFuture<>();

  /** Begins to make one. */
  MapperInMaking() {
    Thread thread = new Thread(this::make, "harness-client-json");
    thread.setDaemon(true);
    thread.start();
  }

  private void make() {
    try {
      ObjectMapper made = EngineJson.newMapper();
      mapper.complete(made);
      made.writeValueAsBytes(
          new CreateContainerRequest(
              ContainerConfig.EMPTY, HostConfig.EMPTY, NetworkingConfig.EMPTY));
      made.readerFor(CreateContainerResponse.class);
      made.readerFor(StartedContainer.class);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a record of the API is not writable", impossible);
    } finally {
      mapper.completeExceptionally(new IllegalStateException("the mapper could not be made"));
    }
  }

  /** Waits for the mapper. */
  @Override
  public ObjectMapper get() {
    try {
      return mapper.join();
    } catch (CompletionException failure) {
      throw new IllegalStateException(failure.getCause());
    }
  }
}
