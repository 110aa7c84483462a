package dev.harness.runtime.linux;

/** The processor architectures that the engine runs on. */
public enum Architecture {
  X86_64("x86_64"),
  AARCH64("aarch64");

  private final String machine;

  Architecture(String machine) {
    this.machine = machine;
  }

  /** The name that {@code uname -m} prints. */
  public String machine() {
    return machine;
  }

  /**
   * The architecture of this process.
   *
   * @throws UnsupportedOperationException on any other architecture
   */
  public static Architecture current() {
    String name = System.getProperty("os.arch");
    return switch (name) {
      case "amd64", "x86_64" -> X86_64;
      case "aarch64", "arm64" -> AARCH64;
      default ->
          throw new UnsupportedOperationException(
              "the engine runs on x86_64 and aarch64, not on "
                  + name
                  + "; set DOCKER_HOST to use another engine");
    };
  }
}
