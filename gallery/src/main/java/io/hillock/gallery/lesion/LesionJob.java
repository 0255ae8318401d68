package io.hillock.gallery.lesion;

import io.hillock.gallery.Figures;
import io.hillock.gallery.KeptJobs;
import io.hillock.gallery.Progress;
import io.hillock.lesion.FaultKind;
import io.hillock.lesion.FaultPlan;
import io.hillock.lesion.Faults;
import io.hillock.random.Purpose;
import io.hillock.random.Seed;
import java.util.Arrays;
import java.util.Optional;

/**
 * All lesions of one kind in one trained network.
 *
 * @param arm the network and what is done to it
 * @param seed seed of its training
 * @param kind what fails
 */
record LesionJob(Arm arm, Seed seed, FaultKind kind) {
  /** Outputs at fraction 0 that differ from those of the network that was trained. */
  static final String DIFFERENCES_0 = "fraction0.differences";

  /** Outputs at fraction 1 that differ from the biases; dead units and dead synapses only. */
  static final String DIFFERENCES_1 = "fraction1.differences";

  private static final int STEPS_OF_RETRAINING = 10;
  private static final int FAULTS = 7;

  /** What is measured after a lesion. */
  enum State {
    /** Nothing was done about it. */
    HURT,
    /** Learned briefly with its faults. */
    RETRAINED,
    /** Outgoing weights of the units that live were scaled. */
    RESCALED
  }

  /** Name of the errors by draw of faults [%]. */
  static String errors(State state, double fraction) {
    return state + " " + fraction;
  }

  private int rescaledDraws(double fraction) {
    return kind == FaultKind.DEAD_UNIT && fraction > 0 && fraction < 1
        ? arm.protocol().draws(fraction)
        : 0;
  }

  /** Steps of progress. */
  long steps() {
    int rescaled = arm.protocol().fractions().stream().mapToInt(this::rescaledDraws).sum();
    return arm.protocol().scores()
        + rescaled
        + (long) STEPS_OF_RETRAINING * arm.protocol().retrainings();
  }

  KeptJobs.Job kept(Figures trained) {
    String key =
        String.join(
            " | ",
            "lesion",
            arm.recipe().key(seed),
            kind.name(),
            "r=" + arm.copies(),
            arm.protocol().toString());
    return new KeptJobs.Job(key, steps(), progress -> run(trained, progress));
  }

  private Optional<Figures> run(Figures trained, Progress progress) {
    Subject subject = arm.recipe().open(trained, seed, arm.copies());
    Figures figures = new Figures();
    for (double fraction : arm.protocol().fractions()) {
      double[] hurt = new double[arm.protocol().draws(fraction)];
      double[] retrained = new double[arm.protocol().retrainDraws(fraction)];
      double[] rescaled = new double[rescaledDraws(fraction)];
      for (int f = 0; f < hurt.length; f++) {
        if (progress.stopRequested()) {
          return Optional.empty();
        }
        Faults faults = hurt(subject, fraction, f);
        hurt[f] = score(subject, progress);
        if (f < retrained.length) {
          subject.retrain();
          progress.advance(STEPS_OF_RETRAINING);
          retrained[f] = score(subject, progress);
        }
        if (f < rescaled.length) {
          subject.heal();
          faults.inflictOn(subject.network());
          faults.rescale(subject.network());
          rescaled[f] = score(subject, progress);
        }
      }
      figures.put(errors(State.HURT, fraction), hurt);
      figures.put(errors(State.RETRAINED, fraction), retrained);
      figures.put(errors(State.RESCALED, fraction), rescaled);
    }
    if (arm.copies() == 1) {
      controls(trained, subject, figures);
    }
    return Optional.of(figures);
  }

  private static double score(Subject subject, Progress progress) {
    double error = subject.score().errorPercent();
    progress.advance(1);
    return error;
  }

  /** Heals the network and lets it fail; a draw hits the same sites whatever the fraction. */
  private Faults hurt(Subject subject, double fraction, int draw) {
    subject.heal();
    Faults faults =
        Faults.draw(
            FaultPlan.of(kind, fraction),
            subject.network(),
            seed.stream(Purpose.DEVICE, FAULTS, draw));
    faults.inflictOn(subject.network());
    return faults;
  }

  private void controls(Figures trained, Subject subject, Figures figures) {
    hurt(subject, 0, 0);
    Subject.Score sound = subject.score();
    int[] clean = Arrays.stream(trained.row(Recipe.OUTPUTS)).mapToInt(x -> (int) x).toArray();
    figures.put(DIFFERENCES_0, sound.differences(new Subject.Score(0, clean)));
    if (kind == FaultKind.DEAD_UNIT || kind == FaultKind.DEAD_SYNAPSE) {
      float[] bias = subject.biasOnly();
      int[] expected = new int[clean.length];
      Arrays.setAll(expected, k -> Float.floatToRawIntBits(bias[k % bias.length]));
      hurt(subject, 1, 0);
      figures.put(DIFFERENCES_1, subject.score().differences(new Subject.Score(0, expected)));
    }
  }
}
