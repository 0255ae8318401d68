package io.hillock.gallery.sequence;

/** A way to come to a frozen network. All of one number share wiring, input and test words. */
enum Arm {
  /** Cells and neurons organised themselves. */
  SELF_ORGANISED("selfOrganised", "self-organised"),
  /** The same before it learned: random cells and neurons. */
  STATIC("static", "static, same start"),
  /** What was learned, permuted among cells and among neurons. */
  SHUFFLED("shuffled", "shuffled"),
  /** Random, as many cells in the low-resistance state as after learning. */
  MATCHED("matched", "static, density matched"),
  /** Random, with the density at which random networks do best. */
  TUNED("tuned", "static, best density"),
  /** Plasticity of cells alone. */
  NO_HOMEOSTASIS("noHomeostasis", "homeostasis off"),
  /** Homeostasis alone. */
  NO_PLASTICITY("noPlasticity", "plasticity off"),
  /** Cells that do not vary, self-organised. */
  UNIFORM("noVariability", "self-organised, device variability off"),
  /** Cells that do not vary, static. */
  UNIFORM_STATIC("noVariabilityStatic", "static, device variability off");

  private final String metric;
  private final String text;

  Arm(String metric, String text) {
    this.metric = metric;
    this.text = text;
  }

  String metric() {
    return metric;
  }

  boolean learns() {
    return switch (this) {
      case SELF_ORGANISED, NO_HOMEOSTASIS, NO_PLASTICITY, UNIFORM -> true;
      case STATIC, SHUFFLED, MATCHED, TUNED, UNIFORM_STATIC -> false;
    };
  }

  @Override
  public String toString() {
    return text;
  }
}
