package io.hillock.gallery.heartbeat;

/**
 * What the network says of one beat.
 *
 * @param sample the date of the beat [sample]
 * @param decidedAt when it was classified [sample]
 * @param beatClass index of the class: 0 N, 1 S, 2 V, 3 F
 * @param confidence probability of that class, in [0, 1]
 */
public record Decision(long sample, long decidedAt, int beatClass, float confidence) {
  /** The letters of the classes in order. */
  public static final String LETTERS = "NSVF";

  /**
   * The letter of the class.
   *
   * @return N, S, V or F
   */
  public char letter() {
    return LETTERS.charAt(beatClass);
  }

  /**
   * Whether the beat raises an alarm: anything but a normal beat.
   *
   * @return true for S, V and F
   */
  public boolean isAlarm() {
    return beatClass != 0;
  }
}
