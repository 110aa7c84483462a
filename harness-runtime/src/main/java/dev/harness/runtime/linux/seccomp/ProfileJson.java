package dev.harness.runtime.linux.seccomp;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A profile as Docker writes it, not yet checked. Fields that are not listed are refused: they may
 * forbid something.
 */
record ProfileJson(
    @JsonProperty("defaultAction") @Nullable String defaultAction,
    @JsonProperty("defaultErrnoRet") @Nullable Integer defaultErrnoRet,
    @JsonProperty("architectures") @Nullable List<String> architectures,
    @JsonProperty("archMap") @Nullable List<ArchitectureJson> archMap,
    @JsonProperty("syscalls") @Nullable List<CallsJson> syscalls) {

  /** An architecture with others that its machines run; none but the machine's own is let in. */
  record ArchitectureJson(
      @JsonProperty("architecture") @Nullable String architecture,
      @JsonProperty("subArchitectures") @Nullable List<String> subArchitectures) {}

  /** A rule about calls. */
  @JsonIgnoreProperties("comment")
  record CallsJson(
      @JsonProperty("name") @Nullable String name,
      @JsonProperty("names") @Nullable List<String> names,
      @JsonProperty("action") @Nullable String action,
      @JsonProperty("errnoRet") @Nullable Integer errnoRet,
      @JsonProperty("args") @Nullable List<ArgumentJson> args,
      @JsonProperty("includes") @Nullable ScopeJson includes,
      @JsonProperty("excludes") @Nullable ScopeJson excludes) {}

  /** A condition on an argument. */
  record ArgumentJson(
      @JsonProperty("index") @Nullable Integer index,
      @JsonProperty("value") @Nullable BigInteger value,
      @JsonProperty("valueTwo") @Nullable BigInteger valueTwo,
      @JsonProperty("op") @Nullable String op) {}

  /** Which processes on which machines a rule is for. */
  record ScopeJson(
      @JsonProperty("caps") @Nullable List<String> caps,
      @JsonProperty("arches") @Nullable List<String> arches,
      @JsonProperty("minKernel") @Nullable String minKernel) {}
}
