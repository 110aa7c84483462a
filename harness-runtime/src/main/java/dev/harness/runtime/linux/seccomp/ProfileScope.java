package dev.harness.runtime.linux.seccomp;

import dev.harness.runtime.linux.Architecture;
import dev.harness.runtime.linux.process.Capability;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * For which process on which machine a profile's rules are to count.
 *
 * @param kernel the release of the kernel
 * @param capabilities the bounding set of the process
 */
record ProfileScope(Architecture architecture, String kernel, Set<Capability> capabilities) {
  private static final Pattern RELEASE = Pattern.compile("([0-9]{1,6})\\.([0-9]{1,6}).*");
  private static final Pattern WANTED = Pattern.compile("([0-9]{1,6})\\.([0-9]{1,6})");

  /** Whether the process has all that a rule wants. */
  boolean includes(String field, ProfileJson.@Nullable ScopeJson scope) {
    return scope == null
        || (isFor(list(scope.arches()))
            && list(scope.caps()).stream().allMatch(name -> has(field + ".includes.caps", name))
            && isSince(field + ".includes.minKernel", scope.minKernel(), true));
  }

  /** Whether the process has something that a rule is not for. */
  boolean excludes(String field, ProfileJson.@Nullable ScopeJson scope) {
    return scope != null
        && (list(scope.arches()).contains(name())
            || list(scope.caps()).stream().anyMatch(name -> has(field + ".excludes.caps", name))
            || isSince(field + ".excludes.minKernel", scope.minKernel(), false));
  }

  private boolean isFor(List<String> arches) {
    return arches.isEmpty() || arches.contains(name());
  }

  /** The name by which profiles know the architecture. */
  private String name() {
    return switch (architecture) {
      case X86_64 -> "amd64";
      case AARCH64 -> "arm64";
    };
  }

  private boolean has(String field, String name) {
    try {
      return capabilities.contains(Capability.parse(name));
    } catch (IllegalArgumentException unknown) {
      throw new IllegalArgumentException(field + ": " + unknown.getMessage(), unknown);
    }
  }

  private boolean isSince(String field, @Nullable String wanted, boolean otherwise) {
    if (wanted == null || wanted.isEmpty()) {
      return otherwise;
    }
    Matcher least = WANTED.matcher(wanted);
    if (!least.matches()) {
      throw new IllegalArgumentException(
          "%s: '%s' is no version of a kernel such as 4.8".formatted(field, wanted));
    }
    Matcher own = RELEASE.matcher(kernel);
    return own.matches() && number(own) >= number(least);
  }

  private static long number(Matcher version) {
    return Long.parseLong(version.group(1)) * 1_000_000 + Long.parseLong(version.group(2));
  }

  private static List<String> list(@Nullable List<String> given) {
    return given == null ? List.of() : given;
  }
}
