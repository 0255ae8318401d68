package io.hillock.gallery.delays;

import io.hillock.gallery.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All outcomes of a run.
 *
 * @param graded delays, decided by mean potential, digits
 * @param earliest delays, decided by the earliest spike, digits
 * @param spikeTimes the published loss and decoding, digits
 * @param weights trained weights, digits
 * @param spared as graded, without learning from learned samples, digits
 * @param untrained delays as drawn, digits
 * @param sweep other longest delays and windows, digits, in the order of {@link #SWEEP}
 * @param fashion as graded on Fashion-MNIST, if it is there
 * @param fashionEarliest as earliest on Fashion-MNIST, if it is there
 */
record DelayOutcomes(
    DelayOutcome graded,
    DelayOutcome earliest,
    DelayOutcome spikeTimes,
    DelayOutcome weights,
    DelayOutcome spared,
    DelayOutcome untrained,
    List<DelayOutcome> sweep,
    Optional<DelayOutcome> fashion,
    Optional<DelayOutcome> fashionEarliest) {
  /** What is trained on digits with the full number of neurons. */
  static final List<DelayArm> ON_DIGITS =
      List.of(
          DelayArm.GRADED,
          DelayArm.EARLIEST,
          DelayArm.SPIKE_TIMES,
          DelayArm.WEIGHTS,
          DelayArm.SPARED);

  /** A window of ten steps, and one that holds the longest delays. */
  static final List<DelayArm> SWEEP =
      List.of(
          DelayArm.upTo(2, 10),
          DelayArm.upTo(4, 10),
          DelayArm.upTo(9, 10),
          DelayArm.upTo(2, 21),
          DelayArm.upTo(4, 21),
          DelayArm.upTo(9, 21),
          DelayArm.upTo(15, 21),
          DelayArm.upTo(20, 21));

  static DelayOutcomes of(List<DelayJob> jobs, List<Figures> figures) {
    return new DelayOutcomes(
        trained(jobs, figures, DelayArm.GRADED, DelayJob.Place.DIGITS).orElseThrow(),
        trained(jobs, figures, DelayArm.EARLIEST, DelayJob.Place.DIGITS).orElseThrow(),
        trained(jobs, figures, DelayArm.SPIKE_TIMES, DelayJob.Place.DIGITS).orElseThrow(),
        trained(jobs, figures, DelayArm.WEIGHTS, DelayJob.Place.DIGITS).orElseThrow(),
        trained(jobs, figures, DelayArm.SPARED, DelayJob.Place.DIGITS).orElseThrow(),
        find(jobs, figures, DelayArm.GRADED, DelayJob.Place.DIGITS, false).orElseThrow(),
        SWEEP.stream()
            .map(arm -> trained(jobs, figures, arm, DelayJob.Place.DIGITS).orElseThrow())
            .toList(),
        trained(jobs, figures, DelayArm.GRADED, DelayJob.Place.FASHION),
        trained(jobs, figures, DelayArm.EARLIEST, DelayJob.Place.FASHION));
  }

  private static Optional<DelayOutcome> trained(
      List<DelayJob> jobs, List<Figures> figures, DelayArm arm, DelayJob.Place place) {
    return find(jobs, figures, arm, place, true);
  }

  private static Optional<DelayOutcome> find(
      List<DelayJob> jobs,
      List<Figures> figures,
      DelayArm arm,
      DelayJob.Place place,
      boolean trained) {
    List<Figures> found = new ArrayList<>();
    for (int k = 0; k < jobs.size(); k++) {
      DelayJob job = jobs.get(k);
      if (job.arm().equals(arm) && job.place() == place && job.epochs() > 0 == trained) {
        found.add(figures.get(k));
      }
    }
    return found.isEmpty() ? Optional.empty() : Optional.of(new DelayOutcome(arm, found));
  }
}
