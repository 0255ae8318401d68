package io.hillock.gallery.delays;

import io.hillock.gallery.Figures;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * All outcomes of a run.
 *
 * @param graded delays, decided by mean potential, digits
 * @param earliest delays, decided by the earliest spike, digits
 * @param spikeTimes the published loss and decoding, digits
 * @param weights trained weights, digits
 * @param untrained delays as drawn, digits
 * @param sweep other longest delays, digits, rising
 * @param fashion as graded on Fashion-MNIST, if it is there
 * @param fashionEarliest as earliest on Fashion-MNIST, if it is there
 */
record DelayOutcomes(
    DelayOutcome graded,
    DelayOutcome earliest,
    DelayOutcome spikeTimes,
    DelayOutcome weights,
    DelayOutcome untrained,
    List<DelayOutcome> sweep,
    Optional<DelayOutcome> fashion,
    Optional<DelayOutcome> fashionEarliest) {
  /** What is trained on digits with the full number of neurons. */
  static final List<DelayArm> ON_DIGITS =
      List.of(DelayArm.GRADED, DelayArm.EARLIEST, DelayArm.SPIKE_TIMES, DelayArm.WEIGHTS);

  static DelayOutcomes of(List<DelayJob> jobs, List<Figures> figures, int[] longest) {
    return new DelayOutcomes(
        trained(jobs, figures, DelayArm.GRADED, DelayJob.Place.DIGITS).orElseThrow(),
        trained(jobs, figures, DelayArm.EARLIEST, DelayJob.Place.DIGITS).orElseThrow(),
        trained(jobs, figures, DelayArm.SPIKE_TIMES, DelayJob.Place.DIGITS).orElseThrow(),
        trained(jobs, figures, DelayArm.WEIGHTS, DelayJob.Place.DIGITS).orElseThrow(),
        find(jobs, figures, DelayArm.GRADED, DelayJob.Place.DIGITS, false).orElseThrow(),
        Arrays.stream(longest)
            .mapToObj(
                d -> trained(jobs, figures, DelayArm.upTo(d), DelayJob.Place.DIGITS).orElseThrow())
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
