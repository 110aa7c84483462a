package dev.harness.runtime.linux.socket;

/** How the sender of a TCP connection decides what may be on the way. */
public enum CongestionControl {
  /**
   * Sends as much as the receiver takes until something is lost: right within one machine, where
   * nothing is and others, such as BBR, only hold back. Every kernel has it, for everybody.
   */
  RENO("reno");

  private final String kernelName;

  CongestionControl(String kernelName) {
    this.kernelName = kernelName;
  }

  /** The name by which the kernel knows it. */
  public String kernelName() {
    return kernelName;
  }
}
