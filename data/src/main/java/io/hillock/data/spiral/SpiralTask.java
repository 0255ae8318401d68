package io.hillock.data.spiral;

import io.hillock.fault.ParameterException;
import io.hillock.random.RandomStream;

/**
 * Sequences of points along Archimedean spirals of two kinds.
 *
 * {@snippet lang=text :
 * phi_t = phi_0 + t step,   t = 0 .. length - 1,   phi_0 uniform where the sequence fits in      (1)
 * r_t = phi_t / (2 pi turns),   from 0 at the centre to 1 at the rim                             (2)
 * x_t = r_t (cos(phi_t + rotation), s sin(phi_t + rotation)) + noise,   noise normal             (3)
 * }
 *
 * <p>{@link Question#ARM}: the two spirals are interleaved, rotation 0 or pi, s = 1; which one is
 * it? A point tells where noise is small, in a pattern that no straight line divides. {@link
 * Question#TURN}: rotation uniform, s = 1 or -1; does it run anticlockwise or clockwise? The first
 * point tells nothing, and neither does any other point alone: an answer needs memory. Coordinates
 * after the first {@code shown} points are zero: what they said must be kept.
 *
 * @param question what distinguishes the classes
 * @param length points of a sequence, &gt; 1
 * @param shown points that are seen, 1 to length
 * @param turns turns from the centre to the rim, &gt; 0
 * @param step angle from point to point [rad], &gt; 0
 * @param noise standard deviation of each coordinate, &gt;= 0
 */
public record SpiralTask(
    Question question, int length, int shown, double turns, double step, double noise) {
  /** Number of classes. */
  public static final int CLASSES = 2;

  /** Number of coordinates. */
  public static final int DIMENSIONS = 2;

  private static final double FULL = 2 * StrictMath.PI;

  /** What distinguishes the classes. */
  public enum Question {
    /** Which of two interleaved arms. */
    ARM,
    /** Anticlockwise or clockwise. */
    TURN
  }

  /** Checks every documented bound. */
  public SpiralTask {
    if (length < 2) {
      throw new ParameterException("spiral", "length", length, "it must be > 1");
    }
    if (shown < 1 || shown > length) {
      throw new ParameterException("spiral", "shown", shown, "it must be in [1, " + length + "]");
    }
    if (!(turns > 0 && step > 0 && (length - 1) * step < FULL * turns)) {
      throw new ParameterException(
          "spiral",
          "turns, step",
          turns + ", " + step,
          "both must be > 0 and the points must fit into the turns");
    }
    if (!(noise >= 0 && noise < Double.POSITIVE_INFINITY)) {
      throw new ParameterException("spiral", "noise", noise, "it must be >= 0 and finite");
    }
  }

  /**
   * A sequence with its class.
   *
   * @param points coordinates, shape (length, 2)
   * @param target the class, 0 or 1
   */
  public record Sample(double[][] points, int target) {}

  /**
   * Draws one sequence; both classes are equally likely.
   *
   * @param stream where the draws come from: 3 + 2 shown of them
   * @return the sequence
   */
  public Sample draw(RandomStream stream) {
    int target = stream.nextInt(CLASSES);
    double first = stream.nextDouble() * (FULL * turns - (length - 1) * step); // (1)
    double any = stream.nextDouble() * FULL;
    boolean arm = question == Question.ARM;
    double rotation = arm ? target * StrictMath.PI : any;
    double sense = arm || target == 0 ? 1 : -1;
    double[][] points = new double[length][DIMENSIONS];
    for (int t = 0; t < shown; t++) {
      double phi = first + t * step;
      double r = phi / (FULL * turns); // (2)
      points[t][0] = r * StrictMath.cos(phi + rotation) + noise * stream.nextGaussian(); // (3)
      points[t][1] = sense * r * StrictMath.sin(phi + rotation) + noise * stream.nextGaussian();
    }
    return new Sample(points, target);
  }
}
