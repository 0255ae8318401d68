package io.hillock.gallery.bayes;

import io.hillock.gallery.Figures;
import io.hillock.gallery.Progress;
import io.hillock.random.Seed;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One chain over the beats of one split of persons, and how unsure it is of what. */
final class EcgChain {
  /** The samplers that are compared. */
  static final List<BayesArm> ARMS = List.of(BayesArm.DEVICE, BayesArm.SOFTWARE);

  /** How unsure a prediction is. */
  enum Measure {
    /** Entropy of the predicted probability. */
    ENTROPY("predictive entropy"),
    /** Mutual information of label and weights. */
    INFORMATION("mutual information of label and weights"),
    /** Entropy of what the mean weights alone predict. */
    POINT("entropy by the mean weights alone");

    private final String text;

    Measure(String text) {
      this.text = text;
    }

    String key() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Name of the row of figures on known beats. */
    String known() {
      return key() + "Known";
    }

    /** Name of the row of figures on an unseen kind. */
    String row(EcgTask.Kind kind) {
      return key() + kind.name();
    }

    @Override
    public String toString() {
      return text;
    }

    private double[] of(Vote vote, double[][] x) {
      return switch (this) {
        case ENTROPY -> entropies(Vote.column(predictions(vote, x), 0));
        case INFORMATION -> Vote.column(predictions(vote, x), 1);
        case POINT -> entropies(points(vote, x));
      };
    }
  }

  private EcgChain() {}

  /** Samples and predicts. */
  static Optional<Figures> run(
      BayesArm arm, EcgTask.Persons persons, Seed own, int steps, Progress progress) {
    Figures figures = new Figures();
    Split split = persons.split();
    Optional<Vote> vote = arm.chain().run(split.train(), own, steps, progress, figures);
    progress.advance(1);
    return vote.map(v -> {
      double[] p = Vote.column(predictions(v, split.test().x()), 0);
      double[] point = points(v, split.test().x());
      for (Measure measure : Measure.values()) {
        figures.put(measure.known(), measure.of(v, split.test().x()));
        persons.unseen().forEach((kind, x) -> figures.put(measure.row(kind), measure.of(v, x)));
      }
      return figures
          .put("accuracy", right(p, split.test().y()))
          .put("accuracyPoint", right(point, split.test().y()))
          .put("p", p)
          .put("pPoint", point)
          .put("y", Arrays.stream(split.test().y()).asDoubleStream().toArray());
    });
  }

  private static double[][] predictions(Vote vote, double[][] x) {
    return Arrays.stream(x).map(vote::predict).toArray(double[][]::new);
  }

  private static double[] points(Vote vote, double[][] x) {
    return Arrays.stream(x).mapToDouble(vote::point).toArray();
  }

  private static double[] entropies(double[] p) {
    return Arrays.stream(p).map(Vote::entropy).toArray();
  }

  private static double right(double[] p, int[] y) {
    int right = 0;
    for (int n = 0; n < p.length; n++) {
      right += (p[n] > 0.5 ? 1 : 0) == y[n] ? 1 : 0;
    }
    return (double) right / p.length;
  }
}
