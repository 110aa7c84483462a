package dev.harness.runtime.engine.exec;

import dev.harness.runtime.engine.request.ContainerId;

/** The identity of an exec: 64 hexadecimal digits, random. */
public record ExecId(String value) {
  private static final int SHORT_LENGTH = 12;

  static ExecId random() {
    return new ExecId(ContainerId.random().value());
  }

  /** The first twelve digits, as people see it. */
  String shortForm() {
    return value.substring(0, Math.min(SHORT_LENGTH, value.length()));
  }

  @Override
  public String toString() {
    return value;
  }
}
