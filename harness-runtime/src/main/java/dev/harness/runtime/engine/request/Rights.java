package dev.harness.runtime.engine.request;

import dev.harness.runtime.linux.seccomp.SeccompFilter;
import java.util.List;
import java.util.Optional;

/**
 * What the processes of a container may ask of the kernel.
 *
 * @param privileged whether they have every right that their user namespace gives: all
 *     capabilities, no filter, nothing masked or read-only
 * @param noNewPrivileges whether set-user-ID files lose their force
 * @param seccomp instead of the default filter (C18)
 * @param maskedPaths instead of the default ones (C14)
 * @param readOnlyPaths instead of the default ones (C15)
 * @param options the words of the request, to be shown
 */
public record Rights(
    boolean privileged,
    boolean noNewPrivileges,
    Optional<SeccompFilter> seccomp,
    Optional<List<String>> maskedPaths,
    Optional<List<String>> readOnlyPaths,
    List<String> options) {
  /** Those of a container that asks for nothing. */
  public static final Rights DEFAULT =
      new Rights(false, false, Optional.empty(), Optional.empty(), Optional.empty(), List.of());

  public Rights {
    maskedPaths = maskedPaths.map(List::copyOf);
    readOnlyPaths = readOnlyPaths.map(List::copyOf);
    options = List.copyOf(options);
  }

  /** Whether these are those of a container that asks for nothing. */
  boolean isDefault() {
    return !privileged
        && !noNewPrivileges
        && seccomp.isEmpty()
        && maskedPaths.isEmpty()
        && readOnlyPaths.isEmpty()
        && options.isEmpty();
  }
}
