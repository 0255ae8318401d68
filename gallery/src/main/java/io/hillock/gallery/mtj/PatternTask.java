package io.hillock.gallery.mtj;

import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;
import io.hillock.signal.SpikeList;
import java.util.Arrays;

/**
 * Random binary patterns, shown as Poisson spikes with some pixels wrong. Each of the patterns has
 * the same number of active pixels; at every showing each pixel is inverted with the probability of
 * the input noise, then active pixels spike at a rate and the others are silent.
 */
final class PatternTask {
  static final int PATTERNS = 10;
  static final int PIXELS = 256;
  static final int ACTIVE = 64;
  static final int STEPS = 100;
  private static final double RATE_PER_STEP = 0.1;

  /** The patterns, shape (patterns, pixels). */
  private final boolean[][] pattern = new boolean[PATTERNS][PIXELS];

  private final RandomStream random;
  private final double noise;
  private final double perStep = -StrictMath.expm1(-RATE_PER_STEP);
  private final boolean[] shown = new boolean[PIXELS];

  /**
   * A task.
   *
   * @param seed patterns and showings
   * @param noise probability that a pixel is wrong, in [0, 0.5]
   * @param part which part of the showings
   */
  PatternTask(Seed seed, double noise, int part) {
    this.noise = noise;
    RandomStream draw = seed.stream(Purpose.DATA, 31);
    int[] order = new int[PIXELS];
    for (boolean[] p : pattern) {
      Arrays.setAll(order, k -> k);
      draw.shuffle(order, PIXELS);
      for (int k = 0; k < ACTIVE; k++) {
        p[order[k]] = true;
      }
    }
    random = seed.stream(Purpose.INPUT, 31, part);
  }

  /** Draws which pattern comes next, and its wrong pixels. */
  int next() {
    int which = random.nextInt(PATTERNS);
    for (int i = 0; i < PIXELS; i++) {
      shown[i] = pattern[which][i] ^ random.nextBoolean(noise);
    }
    return which;
  }

  /** The spikes of one step of the present showing. */
  void spikes(SpikeList into) {
    into.clear();
    for (int i = 0; i < PIXELS; i++) {
      if (shown[i] && random.nextBoolean(perStep)) {
        into.add(i);
      }
    }
  }

  boolean active(int which, int pixel) {
    return pattern[which][pixel];
  }
}
