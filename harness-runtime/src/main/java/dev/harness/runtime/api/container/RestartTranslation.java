package dev.harness.runtime.api.container;

import dev.harness.engineapi.container.HostConfig;
import dev.harness.runtime.api.http.RefusedRequest;
import dev.harness.runtime.engine.request.RestartPolicy;
import java.util.Arrays;

/** Reads when a container is to run again (C38). */
final class RestartTranslation {
  private RestartTranslation() {}

  /**
   * Reads and checks a policy.
   *
   * @throws RefusedRequest when it is none of Docker's, or contradicts {@code AutoRemove}
   */
  static RestartPolicy of(HostConfig host) {
    RestartPolicy policy = of(host.restartPolicy());
    if (host.autoRemove() && policy.kind() != RestartPolicy.Kind.NO) {
      throw RefusedRequest.malformed(
          "HostConfig.RestartPolicy: can't create 'AutoRemove' container with restart policy");
    }
    return policy;
  }

  /**
   * Reads a policy.
   *
   * @throws RefusedRequest when it is none of Docker's
   */
  static RestartPolicy of(HostConfig.RestartPolicy given) {
    RestartPolicy.Kind kind = kind(given.name());
    int retries = given.maximumRetryCount();
    if (retries < 0) {
      throw refused("maximum retry count cannot be negative");
    }
    if (retries > 0 && kind != RestartPolicy.Kind.ON_FAILURE) {
      throw refused(
          "maximum retry count cannot be used with restart policy '%s'".formatted(kind.word()));
    }
    return new RestartPolicy(kind, retries);
  }

  private static RestartPolicy.Kind kind(String name) {
    return name.isEmpty()
        ? RestartPolicy.Kind.NO
        : Arrays.stream(RestartPolicy.Kind.values())
            .filter(kind -> kind.word().equals(name))
            .findAny()
            .orElseThrow(
                () ->
                    refused(
                        "invalid restart policy '%s': use no, always, unless-stopped or on-failure"
                            .formatted(name)));
  }

  private static RefusedRequest refused(String reason) {
    return RefusedRequest.malformed("HostConfig.RestartPolicy: " + reason);
  }
}
