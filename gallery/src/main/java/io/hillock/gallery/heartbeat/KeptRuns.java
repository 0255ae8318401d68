package io.hillock.gallery.heartbeat;

import io.hillock.data.wfdb.AnnotatedRecording;
import io.hillock.gallery.Environment;
import io.hillock.gallery.Progress;
import io.hillock.gallery.StoppedException;
import io.hillock.network.Snapshot;
import io.hillock.random.Seed;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Runs the parts of the experiment, one for each base and for each person under each seed and way,
 * keeps each as soon as it is finished, and takes up those that an interrupted run has kept. Asked
 * to stop, every part under way ends within seconds of signal.
 */
final class KeptRuns {
  private final Environment environment;
  private final String key;
  private final long all;
  private final AtomicLong finished = new AtomicLong();
  private final AtomicLong takenUp = new AtomicLong();

  KeptRuns(Environment environment, String persons, long all) {
    this.environment = environment;
    this.all = all;
    key = "persons " + persons + "\nsettings " + HeartbeatSettings.DEFAULT + "\n";
    environment.progress().begin("heartbeat", all);
  }

  private Optional<Snapshot> find(String part) {
    Optional<Snapshot> found = environment.parts().find(key + part);
    found.ifPresent(f -> {
      if (takenUp.getAndIncrement() == 0) {
        environment.progress().say("heartbeat: going on with what an interrupted run kept");
      }
    });
    return found;
  }

  private void finish() {
    finished.incrementAndGet();
    environment.progress().advance(1);
  }

  /** The base of a seed, trained or taken up. */
  HeartbeatBase base(Seed seed, Supplier<HeartbeatBase> train) {
    requireGoingOn();
    String part = "base, seed " + seed.value();
    Optional<Snapshot> kept = find(part);
    HeartbeatBase base;
    if (kept.isPresent()) {
      base = new HeartbeatBase(HeartbeatSettings.DEFAULT, 0);
      kept.get().restore(base, "kept part");
    } else {
      base = train.get();
      environment.parts().keep(key + part, base.snapshot());
    }
    finish();
    return base;
  }

  /**
   * The outcomes of all persons, in their order.
   *
   * @param way in words: seed and way, which the outcomes depend on
   * @param persons who is run
   * @param run runs one person; empty when it was asked to stop
   */
  List<PersonOutcome> persons(
      String way,
      List<AnnotatedRecording> persons,
      BiFunction<AnnotatedRecording, Progress, Optional<PersonOutcome>> run) {
    requireGoingOn();
    List<Optional<PersonOutcome>> outcomes =
        IntStream.range(0, persons.size())
            .parallel()
            .mapToObj(p -> person(way + ", person " + p, persons.get(p), run))
            .toList();
    if (outcomes.stream().anyMatch(Optional::isEmpty)) {
      throw stopped();
    }
    return outcomes.stream().map(Optional::orElseThrow).toList();
  }

  private Optional<PersonOutcome> person(
      String part,
      AnnotatedRecording recording,
      BiFunction<AnnotatedRecording, Progress, Optional<PersonOutcome>> run) {
    Optional<Snapshot> kept = find(part);
    if (kept.isPresent()) {
      finish();
      return Optional.of(PersonOutcome.from(kept.get()));
    }
    if (environment.progress().stopRequested()) {
      return Optional.empty();
    }
    Optional<PersonOutcome> outcome = run.apply(recording, new StopOnly(environment.progress()));
    outcome.ifPresent(o -> {
      environment.parts().keep(key + part, o.toKeep());
      finish();
    });
    return outcome;
  }

  private void requireGoingOn() {
    if (environment.progress().stopRequested()) {
      throw stopped();
    }
  }

  private StoppedException stopped() {
    return new StoppedException("heartbeat", finished.get(), all);
  }

  /** Asks whether to stop and tells nothing. */
  private record StopOnly(Progress progress) implements Progress {
    @Override
    public void begin(String task, long steps) {}

    @Override
    public void advance(long steps) {}

    @Override
    public void say(String line) {}

    @Override
    public boolean stopRequested() {
      return progress.stopRequested();
    }
  }
}
