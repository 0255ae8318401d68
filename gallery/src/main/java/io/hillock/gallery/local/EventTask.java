package io.hillock.gallery.local;

import io.hillock.data.DataSet;
import io.hillock.data.digits.GeneratedDigits;
import io.hillock.data.events.EventCamera;
import io.hillock.data.events.EventSteps;
import io.hillock.data.events.SaccadeCamera;
import io.hillock.data.idx.LabelledImages;
import io.hillock.data.nmnist.NmnistRecordings;
import io.hillock.random.Seed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Digits as events in steps. Steps last 12.5 ms, so that a recording of about 0.3 s has 24 or 25.
 */
sealed interface EventTask {
  /** Length of a step [us], the dt of every claim about writes. */
  long STEP_US = 12_500;

  /** Classes of every task. */
  int CLASSES = 10;

  /** What tells it from other tasks, beside its data. */
  String name();

  /** Recordings for training. */
  int training();

  /** Recordings for the score. */
  int testing();

  /** An empty grid for one recording. */
  EventSteps grid();

  /** An empty grid of single pixels for one recording. */
  EventSteps pixels();

  /** Opens the recordings, for one thread. */
  Presenter open(Seed seed);

  /** Shows recordings. */
  interface Presenter {
    /**
     * Shows one.
     *
     * @param test whether of the test set
     * @param k which one
     * @param time how often it was shown before; a camera makes other noise each time
     * @param grid cleared, then receives the events
     * @return its class
     */
    int show(boolean test, int k, int time, EventSteps grid);
  }

  /** Still images before a moving camera: events are made when they are shown. */
  record Saccades(LabelledImages train, LabelledImages test) implements EventTask {
    private static final int POOL = 2;
    private static final int STEPS = 24;

    /** MNIST where it is at hand. */
    static Optional<Path> folder(Optional<Path> data) {
      return data.filter(d -> LabelledImages.present(d, DataSet.MNIST))
          .map(d -> d.resolve(DataSet.MNIST.folder()));
    }

    static Saccades mnist(Path folder) {
      return new Saccades(
          LabelledImages.read(folder, LabelledImages.Part.TRAINING, CLASSES),
          LabelledImages.read(folder, LabelledImages.Part.TEST, CLASSES));
    }

    static Saccades generated(int train, int test) {
      Seed seed = Seed.of(1); // the set is one and the same for all seeds of a run, as MNIST is
      return new Saccades(
          GeneratedDigits.draw(seed, LabelledImages.Part.TRAINING, train),
          GeneratedDigits.draw(seed, LabelledImages.Part.TEST, test));
    }

    @Override
    public String name() {
      return "saccades";
    }

    @Override
    public int training() {
      return train.size();
    }

    @Override
    public int testing() {
      return test.size();
    }

    @Override
    public EventSteps grid() {
      return new EventSteps(train.rows(), train.columns(), POOL, STEPS, STEP_US);
    }

    @Override
    public EventSteps pixels() {
      return new EventSteps(train.rows(), train.columns(), 1, STEPS, STEP_US);
    }

    @Override
    public Presenter open(Seed seed) {
      SaccadeCamera toTrain = camera(train, seed);
      SaccadeCamera toTest = camera(test, seed);
      return (testing, k, time, grid) -> {
        grid.clear();
        LabelledImages images = testing ? test : train;
        long recording = 2L * ((long) time * images.size() + k) + (testing ? 1 : 0);
        (testing ? toTest : toTrain).record(k, recording, grid);
        return images.label(k);
      };
    }

    private static SaccadeCamera camera(LabelledImages images, Seed seed) {
      return new SaccadeCamera(
          images, SaccadeCamera.Movement.TYPICAL, EventCamera.Parameters.TYPICAL, seed);
    }
  }

  /** Recordings of a real event camera; the last of them are the test set. */
  record Recorded(NmnistRecordings recordings, int testing) implements EventTask {
    private static final int POOL = 2;
    private static final int STEPS = 25;

    /** The subset of N-MNIST where it is at hand. */
    static Optional<Path> folder(Optional<Path> data) {
      return data.map(d -> d.resolve(DataSet.N_MNIST.folder())).filter(Files::isDirectory);
    }

    @Override
    public String name() {
      return "recorded";
    }

    @Override
    public int training() {
      return recordings.size() - testing;
    }

    @Override
    public EventSteps grid() {
      return new EventSteps(NmnistRecordings.SIDE, NmnistRecordings.SIDE, POOL, STEPS, STEP_US);
    }

    @Override
    public EventSteps pixels() {
      return new EventSteps(NmnistRecordings.SIDE, NmnistRecordings.SIDE, 1, STEPS, STEP_US);
    }

    @Override
    public Presenter open(Seed seed) {
      return (test, k, time, grid) -> {
        grid.clear();
        int at = test ? training() + k : k;
        recordings.play(at, grid);
        return recordings.label(at);
      };
    }
  }
}
