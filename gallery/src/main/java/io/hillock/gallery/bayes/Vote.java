package io.hillock.gallery.bayes;

import io.hillock.gallery.Figures;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Prediction by weighted samples of a posterior.
 *
 * {@snippet lang=text :
 * p(x) = sum_n C_n p(x, w_n) / sum_n C_n                                                 (1)
 * I(x) = H(p(x)) - sum_n C_n H(p(x, w_n)) / sum_n C_n,   H(p) = -p ln p - (1-p) ln(1-p)  (2)
 * }
 *
 * <p>C_n weight of sample n; I mutual information of label and weights [nat]: what the samples
 * disagree about, which more training could settle.
 */
final class Vote {
  private final List<double[]> samples = new ArrayList<>();
  private final List<Long> counts = new ArrayList<>();

  void add(double[] w, long count) {
    if (count > 0) {
      samples.add(w);
      counts.add(count);
    }
  }

  /** Probability and mutual information of one input. */
  double[] predict(double[] x) {
    double total = 0;
    double p = 0;
    double h = 0;
    for (int n = 0; n < samples.size(); n++) {
      double c = counts.get(n);
      double q = sigmoid(LogisticPosterior.dot(samples.get(n), x));
      total += c;
      p += c * q;
      h += c * entropy(q);
    }
    p /= total; // (1)
    return new double[] {p, entropy(p) - h / total}; // (2)
  }

  /** The prediction of the mean weights alone, which knows no uncertainty about them. */
  double point(double[] x) {
    double total = 0;
    double sum = 0;
    for (int n = 0; n < samples.size(); n++) {
      total += counts.get(n);
      sum += counts.get(n) * LogisticPosterior.dot(samples.get(n), x);
    }
    return sigmoid(sum / total);
  }

  static double sigmoid(double z) {
    return 1 / (1 + StrictMath.exp(-z));
  }

  static double entropy(double p) {
    return p <= 0 || p >= 1 ? 0 : -p * StrictMath.log(p) - (1 - p) * StrictMath.log(1 - p);
  }

  /** Figures on the test part and on inputs unlike the training ones. */
  Figures judge(Split split, Figures figures) {
    double[][] test = Arrays.stream(split.test().x()).map(this::predict).toArray(double[][]::new);
    double[][] unlike = Arrays.stream(split.unlike()).map(this::predict).toArray(double[][]::new);
    double[] p = column(test, 0);
    int right = 0;
    for (int n = 0; n < p.length; n++) {
      right += (p[n] > 0.5 ? 1 : 0) == split.test().y()[n] ? 1 : 0;
    }
    return figures
        .put("accuracy", (double) right / p.length)
        .put("p", p)
        .put("y", Arrays.stream(split.test().y()).asDoubleStream().toArray())
        .put("information", column(test, 1))
        .put("informationUnlike", column(unlike, 1))
        .put("confidence", confidence(p))
        .put("confidenceUnlike", confidence(column(unlike, 0)))
        .put(
            "confidenceUnlikePoint",
            confidence(Arrays.stream(split.unlike()).mapToDouble(this::point).toArray()));
  }

  static double[] column(double[][] rows, int which) {
    return Arrays.stream(rows).mapToDouble(r -> r[which]).toArray();
  }

  private static double confidence(double[] p) {
    return Arrays.stream(p).map(q -> q > 0.5 ? q : 1 - q).average().orElse(Double.NaN);
  }
}
