package dev.harness.locate.boot;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Finds out why this machine forbids user namespaces, and what can be done (R8-R10, R41). */
final class NamespaceAdvice {
  private final Path proc;

  NamespaceAdvice(Path proc) {
    this.proc = proc;
  }

  /** The evidence and the remedy, in sentences. */
  String text() {
    if (isSetTo("1", "sys/kernel/apparmor_restrict_unprivileged_userns")) {
      return "AppArmor restricts user namespaces here"
          + " (kernel.apparmor_restrict_unprivileged_userns=1). Run once:"
          + " sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0.";
    }
    if (isSetTo("0", "sys/kernel/unprivileged_userns_clone")) {
      return "Ordinary users may not make user namespaces here"
          + " (kernel.unprivileged_userns_clone=0). Run once:"
          + " sudo sysctl -w kernel.unprivileged_userns_clone=1.";
    }
    if (isSetTo("0", "sys/user/max_user_namespaces")) {
      return "User namespaces are switched off here (user.max_user_namespaces=0). Run once:"
          + " sudo sysctl -w user.max_user_namespaces=15000.";
    }
    if (ProcessStatus.read(proc).filtersSystemCalls()) {
      return "This process runs under a seccomp filter (Seccomp: 2 in /proc/self/status), most"
          + " likely that of an outer container. Start that with --security-opt"
          + " seccomp=unconfined (Docker) or seccompProfile.type: Unconfined (Kubernetes).";
    }
    return "Or set DOCKER_HOST to use another engine.";
  }

  private boolean isSetTo(String value, String file) {
    try {
      return Files.readString(proc.resolve(file), StandardCharsets.US_ASCII).strip().equals(value);
    } catch (IOException e) {
      return false;
    }
  }
}
