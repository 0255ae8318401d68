package io.hillock.train.cell;

import static org.assertj.core.api.Assertions.assertThat;

import io.hillock.network.Snapshot;
import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;
import io.hillock.train.Batch;
import io.hillock.train.Layer;
import io.hillock.train.Plan;
import io.hillock.train.SequenceNetwork;
import io.hillock.train.Signals;
import io.hillock.train.Trainer;
import io.hillock.train.optimise.ActivityTarget;
import io.hillock.train.optimise.Adam;
import io.hillock.train.optimise.Clipping;
import io.hillock.train.optimise.Schedule;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Training with carried state, dropout and a multiplier: the same bits however it is run. */
@Tag("kernels")
class CarriedTrainingTest {
  private static final int SYMBOLS = 40;
  private static final int UNITS = 19;
  private static final int SAMPLES = 8;
  private static final int STEPS = 6;
  private static final int CHUNKS = 4;
  private static final Seed SEED = Seed.of(6);

  enum Kind {
    EGRU,
    GRU,
    LSTM
  }

  /** A window of a drawn text: the next symbol is the target. */
  private record Window(int[] text, int at) implements Batch {
    static Window of(int step) {
      RandomStream random = SEED.stream(Purpose.DATA, step / 3);
      int[] text = new int[SAMPLES * 3 * STEPS + 1];
      for (int k = 0; k < text.length; k++) {
        text[k] = random.nextInt(k % 3 == 0 ? SYMBOLS : 5);
      }
      return new Window(text, step % 3 * STEPS);
    }

    @Override
    public int samples() {
      return SAMPLES;
    }

    @Override
    public int steps() {
      return STEPS;
    }

    @Override
    public void input(int sample, int t, Signals in, int place) {
      in.add(place, text[sample * 3 * STEPS + at + t]);
    }

    @Override
    public int target(int sample, int t) {
      return text[sample * 3 * STEPS + at + t + 1];
    }
  }

  private static Trainer trainer(Kind kind) {
    Embedding words = new Embedding("words", SYMBOLS, UNITS, 0.3, 0.2, SEED);
    Layer layer =
        switch (kind) {
          case EGRU -> new Egru("cell", UNITS, UNITS, Egru.Settings.LANGUAGE.withEps(2), SEED);
          case GRU -> new Gru("cell", UNITS, UNITS, SEED);
          case LSTM -> new Lstm("cell", UNITS, UNITS, SEED);
        };
    SoftmaxHead head = new SoftmaxHead("head", UNITS, words.vectors(), 0.2, SEED);
    Trainer trainer =
        new Trainer(
            new SequenceNetwork(SYMBOLS, true, List.of(words, layer), head),
            new Plan(
                SAMPLES,
                STEPS,
                SAMPLES / CHUNKS,
                CHUNKS,
                true,
                Adam.STANDARD,
                new Schedule.Cosine(0.01, 0, 5, 20),
                new Clipping.Norm(0.5)));
    return trainer.regularise(
        1, new ActivityTarget(new ActivityTarget.Settings(0.5, 0.2, 10, 0.1, 1, 0.05, 1)));
  }

  private static byte[] bytes(Trainer trainer) {
    return Snapshot.capture(trainer, Map.of()).toBytes();
  }

  private static byte[] after(Kind kind, int steps, int threads) {
    try (ForkJoinPool pool = new ForkJoinPool(threads)) {
      return pool.submit(
              () -> {
                Trainer trainer = trainer(kind);
                for (int k = 0; k < steps; k++) {
                  trainer.step(Window.of(k));
                }
                return bytes(trainer);
              })
          .join();
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void shouldGiveTheSameBitsOnOneAndOnFourThreads(Kind kind) {
    assertThat(after(kind, 9, 4)).isEqualTo(after(kind, 9, 1));
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void shouldGiveTheSameGradientBitsOnOneAndOnFourThreads(Kind kind) {
    float[][][] gradients = new float[2][][];
    for (int run = 0; run < 2; run++) {
      try (ForkJoinPool pool = new ForkJoinPool(run == 0 ? 1 : 4)) {
        gradients[run] =
            pool.submit(
                    () -> {
                      var gradient = trainer(kind).gradientOf(Window.of(0));
                      return gradient.parameters().all().stream()
                          .map(p -> gradient.of(p).clone())
                          .toArray(float[][]::new);
                    })
                .join();
      }
    }
    assertThat(gradients[1]).isDeepEqualTo(gradients[0]);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void shouldGoOnToTheSameBitsFromASnapshot(Kind kind) {
    Trainer whole = trainer(kind);
    Trainer first = trainer(kind);
    for (int k = 0; k < 12; k++) {
      whole.step(Window.of(k));
      if (k < 7) {
        first.step(Window.of(k));
      }
    }
    Trainer second = trainer(kind);
    Snapshot.fromBytes(bytes(first), "test").restore(second, "test");
    for (int k = 7; k < 12; k++) {
      second.step(Window.of(k));
    }
    assertThat(bytes(second)).isEqualTo(bytes(whole));
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void shouldLearnWhatCanBeForeseen(Kind kind) {
    Trainer trainer = trainer(kind);
    double before = trainer.step(Window.of(0)).loss();
    double after = before;
    for (int k = 0; k < 20; k++) {
      after = trainer.step(Window.of(k % 3)).loss();
    }
    assertThat(after).isLessThan(before - 0.3); // two of three symbols are among five of forty
  }
}
