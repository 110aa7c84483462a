package dev.harness.runtime.api.confinement;

import dev.harness.runtime.api.http.RefusedRequest;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Reads kernel parameters, of which a container may set those of its own namespaces (C20). */
final class Sysctls {
  private static final Set<String> OWN =
      Set.of(
          "kernel.msgmax",
          "kernel.msgmnb",
          "kernel.msgmni",
          "kernel.sem",
          "kernel.shmall",
          "kernel.shmmax",
          "kernel.shmmni",
          "kernel.shm_rmid_forced");

  /** No part is empty or has a slash, so that a name leads nowhere else (CVE-2022-0811). */
  private static final Pattern OWN_AREA =
      Pattern.compile("(net|fs\\.mqueue)(\\.[A-Za-z0-9_-]{1,64}){1,8}");

  private static final Pattern VALUE = Pattern.compile("[\\x20-\\x7E\\t]{1,512}");

  private Sysctls() {}

  static Map<String, String> read(Map<String, String> given) {
    Map<String, String> settings = new TreeMap<>();
    given.forEach(
        (name, value) -> {
          if (!OWN.contains(name) && !OWN_AREA.matcher(name).matches()) {
            throw RefusedRequest.malformed(
                ("HostConfig.Sysctls: sysctl '%s' is not allowed: it is not in a separate kernel"
                        + " namespace; those that are begin with net. or fs.mqueue., or are of"
                        + " kernel.msg*, kernel.sem and kernel.shm*")
                    .formatted(name));
          }
          if (!VALUE.matcher(value).matches()) {
            throw RefusedRequest.malformed(
                "HostConfig.Sysctls: the value of '%s' is empty, too long or no plain text"
                    .formatted(name));
          }
          settings.put(name, value);
        });
    return settings;
  }
}
