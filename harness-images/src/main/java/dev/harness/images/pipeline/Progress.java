package dev.harness.images.pipeline;

/** Is told how a pull or load goes on; called on the thread that pulls or loads. */
@FunctionalInterface
public interface Progress {

  /** Takes the next step. */
  void on(Step step);

  /**
   * One line of progress, as Docker's clients know them.
   *
   * @param status what happens, such as {@code Downloading}
   * @param id what it happens to: a layer, a tag; empty for the whole
   * @param current how many bytes are done; 0 when it does not apply
   * @param total how many bytes there are; 0 when it does not apply
   */
  record Step(String status, String id, long current, long total) {

    /** A step of the whole. */
    public static Step of(String status) {
      return new Step(status, "", 0, 0);
    }

    /** A step of one part. */
    public static Step of(String status, String id) {
      return new Step(status, id, 0, 0);
    }
  }

  /** Tells nobody. */
  static Progress ignored() {
    return step -> {};
  }
}
