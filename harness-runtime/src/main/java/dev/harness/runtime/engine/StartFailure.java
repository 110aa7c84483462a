package dev.harness.runtime.engine;

import dev.harness.runtime.engine.request.EngineException;
import dev.harness.runtime.engine.start.CommandNotFoundException;
import dev.harness.runtime.engine.start.ContainerParts;
import dev.harness.runtime.fs.UnknownAccountException;
import dev.harness.runtime.fs.tree.RootException;
import dev.harness.runtime.launch.LaunchException;
import dev.harness.runtime.linux.Errno;

/**
 * Why a container could not be started.
 *
 * @param exitCode what the container shows: 127 no such file, 126 not executable, 128 otherwise
 *     (C34)
 */
record StartFailure(int exitCode, EngineException exception) {
  private static final int NOT_FOUND = 127;
  private static final int NOT_EXECUTABLE = 126;
  private static final int OTHER = 128;

  static StartFailure of(ContainerParts parts, RuntimeException cause) {
    String message = "cannot start container %s: %s".formatted(parts.name(), cause.getMessage());
    if (cause instanceof CommandNotFoundException) {
      return new StartFailure(NOT_FOUND, new EngineException.InvalidRequest(message, cause));
    }
    if (cause instanceof LaunchException.NotExecutable notExecutable) {
      int code = notExecutable.errno() == Errno.ENOENT ? NOT_FOUND : NOT_EXECUTABLE;
      return new StartFailure(code, new EngineException.InvalidRequest(message, cause));
    }
    if (cause instanceof LaunchException.NoWorkingDirectory directory) {
      int code = directory.errno() == Errno.EACCES ? NOT_EXECUTABLE : NOT_FOUND;
      return new StartFailure(code, new EngineException.InvalidRequest(message, cause));
    }
    if (cause instanceof UnknownAccountException || cause instanceof RootException.NoDirectory) {
      return new StartFailure(OTHER, new EngineException.InvalidRequest(message, cause));
    }
    if (cause instanceof RootException.Removed) {
      return new StartFailure(OTHER, new EngineException.NotFound(message, cause));
    }
    if (cause instanceof EngineException known) {
      return new StartFailure(OTHER, known);
    }
    return new StartFailure(OTHER, new EngineException.Failed(message, cause));
  }
}
