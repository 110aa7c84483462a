package dev.harness.exec;

/**
 * How a command in a container ended, and what it said.
 *
 * @param exitCode 128 + n when signal n ended it
 * @param stdout the standard output, read as UTF-8
 * @param stderr the standard error, read as UTF-8
 */
public record ExecResult(int exitCode, String stdout, String stderr) {}
