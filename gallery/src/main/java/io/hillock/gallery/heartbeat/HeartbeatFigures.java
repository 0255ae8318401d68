package io.hillock.gallery.heartbeat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/**
 * Figures of the heartbeat experiment, one for each seed, gross over persons.
 *
 * @param bySeed outcomes of all persons, by seed and way
 */
record HeartbeatFigures(List<Map<HeartbeatWay, List<PersonOutcome>>> bySeed) {
  double[] of(HeartbeatWay way, ToDoubleFunction<BeatScore> figure) {
    return bySeed.stream().mapToDouble(w -> figure.applyAsDouble(gross(w.get(way)))).toArray();
  }

  double[] outside(String record, ToDoubleFunction<BeatScore> figure) {
    return some(HeartbeatWay.PERSONALISED, name -> !name.equals(record), figure);
  }

  double[] only(String record, ToDoubleFunction<BeatScore> figure) {
    return some(HeartbeatWay.END_TO_END, record::equals, figure);
  }

  private double[] some(
      HeartbeatWay way, Predicate<String> wanted, ToDoubleFunction<BeatScore> figure) {
    return bySeed.stream()
        .mapToDouble(w ->
            figure.applyAsDouble(
                gross(w.get(way).stream().filter(r -> wanted.test(r.name())).toList())))
        .toArray();
  }

  double[] writesPerLabel(HeartbeatWay way) {
    return bySeed.stream()
        .mapToDouble(w -> {
          long written = w.get(way).stream().mapToLong(PersonOutcome::weightsWritten).sum();
          long labelled = w.get(way).stream().mapToLong(PersonOutcome::labelled).sum();
          return labelled == 0 ? 0 : (double) written / labelled;
        })
        .toArray();
  }

  double overheadPercent(HeartbeatWay way) {
    PersonOutcome one = bySeed.getFirst().get(way).getFirst();
    return 100 * one.learningBytes() / one.inferenceBytes();
  }

  double[] writes(HeartbeatWay way) {
    return Arrays.stream(writesPerLabel(way))
        .map(w -> w / HeartbeatSettings.DEFAULT.readoutWeights())
        .toArray();
  }

  static BeatScore gross(List<PersonOutcome> results) {
    BeatScore sum = new BeatScore();
    results.forEach(r -> sum.addAll(r.score()));
    return sum;
  }
}
