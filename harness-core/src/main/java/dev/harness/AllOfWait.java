package dev.harness;

import java.util.List;

/** Waits for one thing after the other. */
final class AllOfWait extends Wait {
  private final List<Wait> waits;

  AllOfWait(List<Wait> waits) {
    this.waits = waits;
  }

  @Override
  void await(Startup startup) {
    waits.forEach(wait -> wait.await(startup));
  }
}
