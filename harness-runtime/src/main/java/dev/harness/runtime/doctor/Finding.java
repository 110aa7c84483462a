package dev.harness.runtime.doctor;

/**
 * What was found out about one thing that the engine needs.
 *
 * @param subject the thing
 * @param verdict whether it is as needed
 * @param evidence what shows it: a file's content, an answer of the kernel
 * @param fix what to do about it, empty when nothing needs to be done
 */
public record Finding(String subject, Verdict verdict, String evidence, String fix) {

  /** How well a thing is. */
  public enum Verdict {
    OK("ok"),
    DEGRADED("degraded"),
    BROKEN("broken");

    private final String word;

    Verdict(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }

  /** It is as needed. */
  public static Finding ok(String subject, String evidence) {
    return new Finding(subject, Verdict.OK, evidence, "");
  }

  static Finding degraded(String subject, String evidence, String fix) {
    return new Finding(subject, Verdict.DEGRADED, evidence, fix);
  }

  /** Nothing works without it. */
  public static Finding broken(String subject, String evidence, String fix) {
    return new Finding(subject, Verdict.BROKEN, evidence, fix);
  }

  /** The finding as people read it: one line, with the fix below. */
  public String text() {
    String line = "%-9s %-22s %s".formatted(verdict.word(), subject, evidence);
    return fix.isEmpty() ? line : line + "\n          fix: " + fix;
  }
}
