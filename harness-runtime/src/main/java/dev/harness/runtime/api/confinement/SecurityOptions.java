package dev.harness.runtime.api.confinement;

import dev.harness.engineapi.container.HostConfig;
import dev.harness.engineapi.container.Isolation;
import dev.harness.runtime.api.http.RefusedRequest;
import dev.harness.runtime.engine.request.Rights;
import dev.harness.runtime.linux.process.Capability;
import dev.harness.runtime.linux.seccomp.SeccompFilter;
import dev.harness.runtime.linux.seccomp.SeccompProfile;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code SecurityOpt} and the other fields about a container's rights. */
final class SecurityOptions {
  private static final String UNCONFINED = "unconfined";

  private final Set<Capability> capabilities;
  private boolean noNewPrivileges;
  private boolean pathsUnconfined;
  private @Nullable SeccompFilter seccomp;

  private SecurityOptions(Set<Capability> capabilities) {
    this.capabilities = capabilities;
  }

  static Rights read(HostConfig host, Isolation wanted, Set<Capability> capabilities) {
    SecurityOptions options = new SecurityOptions(capabilities);
    host.securityOpt().forEach(options::apply);
    return new Rights(
        host.privileged(),
        options.noNewPrivileges,
        Optional.ofNullable(options.seccomp),
        options.paths("MaskedPaths", wanted.maskedPaths()),
        options.paths("ReadonlyPaths", wanted.readonlyPaths()),
        host.securityOpt());
  }

  private void apply(String option) {
    if (option.equals("no-new-privileges")) {
      noNewPrivileges = true;
      return;
    }
    int separator = separator(option);
    if (separator < 0) {
      throw RefusedRequest.malformed("invalid --security-opt 1: \"%s\"".formatted(option));
    }
    String value = option.substring(separator + 1);
    switch (option.substring(0, separator)) {
      case "no-new-privileges" -> noNewPrivileges = flag(option, value);
      case "seccomp" -> seccomp = filter(value);
      case "apparmor" ->
          refuseWhere(MandatoryAccess.hasAppArmor() && !value.equals(UNCONFINED), option);
      case "label" -> refuseWhere(MandatoryAccess.hasSelinux() && !value.equals("disable"), option);
      case "systempaths" -> {
        refuseWhere(!value.equals(UNCONFINED), option);
        pathsUnconfined = true;
      }
      default ->
          throw RefusedRequest.malformed(
              ("invalid --security-opt 2: \"%s\"; want no-new-privileges, seccomp=, apparmor=,"
                      + " label= or systempaths=unconfined")
                  .formatted(option));
    }
  }

  /** The colon is Docker's older habit. */
  private static int separator(String option) {
    int equals = option.indexOf('=');
    int colon = option.indexOf(':');
    return equals < 0 || (colon >= 0 && colon < equals) ? colon : equals;
  }

  private static boolean flag(String option, String value) {
    return switch (value) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw RefusedRequest.malformed(
              "invalid --security-opt 2: \"%s\"; want true or false".formatted(option));
    };
  }

  private static void refuseWhere(boolean asksForSomething, String option) {
    if (asksForSomething) {
      throw RefusedRequest.malformed(
          "HostConfig.SecurityOpt: '%s' is not supported by this engine; leave it out"
              .formatted(option));
    }
  }

  private @Nullable SeccompFilter filter(String value) {
    if (value.equals(UNCONFINED)) {
      return SeccompFilter.NONE;
    }
    if (value.equals("builtin")) {
      return null;
    }
    try {
      return SeccompProfile.compileJson(value, capabilities);
    } catch (IllegalArgumentException e) {
      throw RefusedRequest.malformed(
          "HostConfig.SecurityOpt: Decoding seccomp profile failed: " + e.getMessage(), e);
    }
  }

  private Optional<List<String>> paths(String field, @Nullable List<String> given) {
    if (pathsUnconfined) {
      return Optional.of(List.of());
    }
    if (given == null) {
      return Optional.empty();
    }
    for (String path : given) {
      if (!path.startsWith("/") || path.indexOf('\0') >= 0) {
        throw RefusedRequest.malformed(
            "HostConfig.%s: '%s' is no absolute path".formatted(field, path));
      }
    }
    return Optional.of(given);
  }
}
