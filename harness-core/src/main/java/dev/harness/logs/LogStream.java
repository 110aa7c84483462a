package dev.harness.logs;

import org.apiguardian.api.API;

/** To which of its two streams a container has written. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public enum LogStream {
  /** The standard output. */
  STDOUT,
  /** The standard error. */
  STDERR
}
