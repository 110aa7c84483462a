package dev.harness.runtime.api;

import dev.harness.runtime.api.http.Failures;
import dev.harness.runtime.engine.EngineException;

/** Docker's status codes for the engine's failures (C37): the only place that knows them. */
final class EngineFailures implements Failures {
  @Override
  public int status(RuntimeException failure) {
    if (failure instanceof EngineException.NotFound) {
      return 404;
    }
    if (failure instanceof EngineException.Conflict) {
      return 409;
    }
    if (failure instanceof EngineException.InvalidRequest) {
      return 400;
    }
    return 500;
  }
}
