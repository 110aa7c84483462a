package dev.harness.runtime.api.http.stream;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The client closed its connection while it was being answered. */
public final class ClientGoneException extends IOException {
  private static final long serialVersionUID = 1L;

  ClientGoneException(@Nullable Throwable cause) {
    super("the client has closed the connection", cause);
  }
}
