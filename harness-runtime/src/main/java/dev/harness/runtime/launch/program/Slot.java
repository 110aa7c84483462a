package dev.harness.runtime.launch.program;

/**
 * A variable of a program: a descriptor or a process id that one step leaves for later ones.
 *
 * @param name unique in its program
 */
public record Slot(String name) {

  @Override
  public String toString() {
    return "$" + name;
  }
}
