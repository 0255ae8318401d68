package io.hillock.gallery.sequential;

/** A network that reads sequences. */
enum SequentialArm {
  /** LIF units and units with an adaptive threshold. */
  LSNN("LSNN", "lsnn"),
  /** As many LIF units. */
  LIF("LIF", "lif"),
  /** Long short-term memory with as many parameters. */
  LSTM("LSTM", "lstm"),
  /** The LSNN with 12 % of its connections, which go and come. */
  REWIRED("LSNN, 12 % rewired", "deepr");

  private final String label;
  private final String key;

  SequentialArm(String label, String key) {
    this.label = label;
    this.key = key;
  }

  /** Its name for people. */
  String label() {
    return label;
  }

  /** Its name in metrics. */
  String key() {
    return key;
  }
}
