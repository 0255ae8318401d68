package io.hillock.learning;

import io.hillock.fault.ParameterException;
import io.hillock.random.RandomStream;

/**
 * Multinomial logistic regression, trained off line: the base of an adaptive readout and the linear
 * model to compare with.
 *
 * {@snippet lang=text :
 * E = mean_n( -log softmax(W x_n + b)_{label_n} ) + (l2 / 2) |W|^2                  (1)
 * }
 *
 * <p>W shape (features + 1, classes), the last row the bias b, which (1) does not penalise. Trained
 * by {@link Adam} on mini-batches in a seeded order; the rate falls to a fifth in the last third.
 */
public final class SoftmaxRegression {
  /**
   * How to train.
   *
   * @param l2 strength of the penalty, &gt;= 0
   * @param epochs passes over the examples, &gt;= 1
   * @param batch examples per update, &gt;= 1
   * @param eta learning rate of Adam, &gt; 0
   */
  public record Training(double l2, int epochs, int batch, double eta) {
    /** Checks every documented bound. */
    public Training {
      if (!(l2 >= 0) || epochs < 1 || batch < 1 || !(eta > 0)) {
        throw new ParameterException(
            "softmax regression",
            "l2, epochs, batch, eta",
            l2 + ", " + epochs + ", " + batch + ", " + eta,
            "l2 must be >= 0, the others positive");
      }
    }
  }

  private static final double LAST_RATE = 0.2;

  private SoftmaxRegression() {}

  /**
   * Trains from weights of zero.
   *
   * @param x examples, each of shape (features)
   * @param label class of each example
   * @param classes number of classes
   * @param training how to train
   * @param random order of the examples
   * @return W, indexed [feature or bias][class]
   */
  public static float[][] train(
      float[][] x, int[] label, int classes, Training training, RandomStream random) {
    if (x.length == 0 || x.length != label.length) {
      throw new ParameterException(
          "softmax regression", "examples", x.length, "there must be some, each with a label");
    }
    int features = x[0].length;
    double[] w = new double[(features + 1) * classes];
    double[] gradient = new double[w.length];
    double[] dw = new double[w.length];
    Adam adam = new Adam(w.length, Adam.Parameters.of(training.eta()));
    int[] order = new int[x.length];
    java.util.Arrays.setAll(order, i -> i);
    double[] p = new double[classes];
    for (int epoch = 0; epoch < training.epochs(); epoch++) {
      random.shuffle(order, order.length);
      boolean last = epoch >= training.epochs() * 2 / 3;
      adam.learningRate(training.eta() * (last ? LAST_RATE : 1));
      for (int begin = 0; begin < order.length; begin += training.batch()) {
        int end = Math.min(begin + training.batch(), order.length);
        for (int f = 0; f < features * classes; f++) {
          gradient[f] = training.l2() * w[f];
        }
        java.util.Arrays.fill(gradient, features * classes, gradient.length, 0);
        for (int n = begin; n < end; n++) {
          accumulate(x[order[n]], label[order[n]], w, p, gradient, 1.0 / (end - begin));
        }
        adam.update(gradient, dw);
        for (int f = 0; f < w.length; f++) {
          w[f] += dw[f];
        }
      }
    }
    return unpack(w, features + 1, classes);
  }

  private static void accumulate(
      float[] x, int label, double[] w, double[] p, double[] gradient, double weight) {
    int classes = p.length;
    int bias = x.length * classes;
    for (int k = 0; k < classes; k++) {
      p[k] = w[bias + k];
    }
    for (int f = 0; f < x.length; f++) {
      for (int k = 0; k < classes; k++) {
        p[k] += w[f * classes + k] * x[f];
      }
    }
    double greatest = p[0];
    for (double value : p) {
      greatest = Math.max(greatest, value);
    }
    double sum = 0;
    for (int k = 0; k < classes; k++) {
      p[k] = StrictMath.exp(p[k] - greatest);
      sum += p[k];
    }
    for (int k = 0; k < classes; k++) {
      p[k] = weight * (p[k] / sum - (k == label ? 1 : 0));
      gradient[bias + k] += p[k];
    }
    for (int f = 0; f < x.length; f++) {
      for (int k = 0; k < classes; k++) {
        gradient[f * classes + k] += p[k] * x[f];
      }
    }
  }

  private static float[][] unpack(double[] w, int rows, int classes) {
    float[][] matrix = new float[rows][classes];
    for (int f = 0; f < rows; f++) {
      for (int k = 0; k < classes; k++) {
        matrix[f][k] = (float) w[f * classes + k];
      }
    }
    return matrix;
  }
}
