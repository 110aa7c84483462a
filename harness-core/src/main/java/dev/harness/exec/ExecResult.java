package dev.harness.exec;

import org.apiguardian.api.API;

/**
 * How a command in a container ended, and what it said.
 *
 * @param exitCode 128 + n when signal n ended it
 * @param stdout the standard output, read as UTF-8
 * @param stderr the standard error, read as UTF-8
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
public record ExecResult(int exitCode, String stdout, String stderr) {}
