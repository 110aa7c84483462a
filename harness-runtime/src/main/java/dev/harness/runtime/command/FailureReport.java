package dev.harness.runtime.command;

import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Shows the reason of a failed command, without a stack trace. */
final class FailureReport implements IExecutionExceptionHandler {
  @Override
  public int handleExecutionException(
      Exception failure, CommandLine commandLine, ParseResult parsed) {
    String message = failure.getMessage();
    commandLine.getErr().println("harness: " + (message == null ? failure : message));
    return CommandLine.ExitCode.SOFTWARE;
  }
}
