package io.hillock.gallery.bayes;

import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;

/**
 * A generated table of patients: two classes, 16 skewed readings in four correlated groups.
 *
 * {@snippet lang=text :
 * c ~ Bernoulli(0.37)
 * f_k = (2 c - 1) shift_k + N(0, 1),                 k = 0 ... 3                          (1)
 * x_j = exp(0.3 (f_(j mod 4) + 0.5 N(0, 1))),        j = 0 ... 15                         (2)
 * }
 *
 * <p>569 patients, as many and about as unevenly split as in the Wisconsin breast cancer table,
 * which it does not copy. Readings are standardised by mean and deviation of the training part and
 * held in [-4, 4]; a constant 1 is the 17th input.
 */
final class ClinicTask {
  static final int INPUTS = 17;

  private static final int PATIENTS = 569;
  private static final int GROUPS = 4;
  private static final double POSITIVE = 0.37;
  private static final double[] SHIFT = {1.2, 0.9, 0.6, 0.3};

  /** How unlike inputs spread; deviation of the training inputs is 1. */
  private static final double UNLIKE_SD = 2;

  private static final int UNLIKE = 200;

  private ClinicTask() {}

  /** The patients are drawn by the seed, the split by its number. */
  static Split split(Seed seed, int number) {
    RandomStream random = seed.stream(Purpose.DATA, 0);
    double[][] x = new double[PATIENTS][INPUTS];
    int[] y = new int[PATIENTS];
    double[] f = new double[GROUPS];
    for (int n = 0; n < PATIENTS; n++) {
      y[n] = random.nextBoolean(POSITIVE) ? 1 : 0;
      for (int k = 0; k < GROUPS; k++) {
        f[k] = (2 * y[n] - 1) * SHIFT[k] + random.nextGaussian(); // (1)
      }
      for (int j = 0; j < INPUTS - 1; j++) {
        x[n][j] = StrictMath.exp(0.3 * (f[j % GROUPS] + 0.5 * random.nextGaussian())); // (2)
      }
    }
    int[] order = new int[PATIENTS];
    for (int n = 0; n < PATIENTS; n++) {
      order[n] = n;
    }
    RandomStream shuffle = seed.stream(Purpose.DATA, 1, number);
    shuffle.shuffle(order, PATIENTS);
    int training = PATIENTS * 4 / 5;
    new Standard(x, order, training).all(x);
    double[][] unlike = new double[UNLIKE][INPUTS];
    for (double[] row : unlike) {
      for (int j = 0; j < INPUTS; j++) {
        row[j] = j == INPUTS - 1 ? 1 : Standard.held(UNLIKE_SD * shuffle.nextGaussian());
      }
    }
    return new Split(part(x, y, order, 0, training), part(x, y, order, training, PATIENTS), unlike);
  }

  private static Split.Part part(double[][] x, int[] y, int[] order, int from, int to) {
    double[][] px = new double[to - from][];
    int[] py = new int[to - from];
    for (int n = from; n < to; n++) {
      px[n - from] = x[order[n]];
      py[n - from] = y[order[n]];
    }
    return new Split.Part(px, py);
  }
}
