package io.hillock.gallery.reckon;

import io.hillock.data.DataSet;
import io.hillock.data.braille.BrailleReadings;
import io.hillock.data.reckon.EventSample;
import io.hillock.device.reckon.Reckon;
import io.hillock.device.reckon.ReckonWeights;
import io.hillock.device.reckon.Register;
import io.hillock.device.reckon.Registers;
import io.hillock.gallery.Figures;
import io.hillock.gallery.Progress;
import io.hillock.ledger.Ledger;
import io.hillock.ledger.MemoryReport;
import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The chip on recorded touch: letters under a fingertip of 12 taxels, as {@link BrailleEvents}.
 * Repetitions up to the 32nd of each letter train, the others test. After each quarter of the
 * epochs all learning rates are halved, as whoever runs a chip can by writing three registers.
 */
final class BrailleOnChip {
  private static final int TRAINING_REPETITIONS = 32;
  private static final int NEURONS = 100;
  private static final int QUARTERS = 4;
  private static final int THRESHOLD = 1200;

  /** exp(-1/200): 200 ticks, or 50 frames. */
  private static final int ALPHA = 0x7F5D;

  private static final InitialWeights INITIAL = new InitialWeights(14.2, 1.8, 5);

  /** Letters to be told apart. */
  enum Task {
    /** Space and the vowels, as in on-line learning benchmarks of this set. */
    SEVEN("braille7", "Braille, seven letters", "Space", "A", "E", "I", "O", "U", "Y"),
    /** As many as the chip has outputs. */
    SIXTEEN(
        "braille16",
        "Braille, sixteen letters",
        "Space",
        "A",
        "B",
        "C",
        "D",
        "E",
        "F",
        "G",
        "H",
        "I",
        "J",
        "K",
        "L",
        "M",
        "N",
        "O");

    private final String metric;
    private final String title;
    private final List<String> letters;

    Task(String metric, String title, String... letters) {
      this.metric = metric;
      this.title = title;
      this.letters = List.of(letters);
    }

    String metric() {
      return metric;
    }

    String title() {
      return title;
    }

    int letters() {
      return letters.size();
    }
  }

  private final BrailleReadings readings;

  private BrailleOnChip(BrailleReadings readings) {
    this.readings = readings;
  }

  /** The task, where the readings lie below a data directory. */
  static Optional<BrailleOnChip> find(Optional<Path> data) {
    return data.map(d -> d.resolve(DataSet.BRAILLE.folder()))
        .filter(BrailleReadings::present)
        .map(BrailleReadings::read)
        .map(BrailleOnChip::new);
  }

  String sha256() {
    return readings.sha256();
  }

  /** Samples that a run plays. */
  long samples(Task task, int epochs) {
    return (long) epochs * split(task, true).size() + split(task, false).size();
  }

  /**
   * Learns and is tested.
   *
   * @return {@code accuracy}; {@code ticks} and {@code events} of a training sample, on average;
   *     {@code samples} learned, and what learning cost; empty when stopped
   */
  Optional<Figures> learn(Task task, Seed seed, int epochs, Progress progress) {
    List<EventSample> training = split(task, true);
    int[] order = new int[training.size()];
    Arrays.setAll(order, k -> k);
    Ledger ledger = new Ledger();
    ReckonWeights weights = INITIAL.draw(seed.stream(Purpose.WIRING, 12), registers(task, seed, 0));
    Reckon chip = null;
    for (int epoch = 0; epoch < epochs; epoch++) {
      int quarter = QUARTERS * epoch / epochs;
      if (epoch == 0 || quarter != QUARTERS * (epoch - 1) / epochs) {
        chip = new Reckon(registers(task, seed, quarter));
        chip.load(weights);
      }
      seed.stream(Purpose.DATA, 13, epoch).shuffle(order, order.length);
      for (int k : order) {
        if (progress.stopRequested()) {
          return Optional.empty();
        }
        ReckonPlayer.play(chip, training.get(k), true);
        progress.advance(1);
      }
      weights = chip.weights();
      if (epoch + 1 == epochs || QUARTERS * (epoch + 1) / epochs != quarter) {
        chip.ledger().owners().forEach((owner, counts) -> ledger.of(owner).addAll(counts));
      }
    }
    List<EventSample> test = split(task, false);
    chip.learning(false);
    double right = ReckonCurve.right(chip, test, progress);
    return Optional.of(
        new Figures()
            .put("accuracy", right / test.size())
            .put("ticks", training.stream().mapToInt(EventSample::ticks).average().orElseThrow())
            .put("events", training.stream().mapToInt(EventSample::events).average().orElseThrow())
            .put("samples", (double) epochs * training.size())
            .account(ledger, new MemoryReport(chip)));
  }

  private List<EventSample> split(Task task, boolean training) {
    List<EventSample> samples = new ArrayList<>();
    for (BrailleReadings.Reading reading : readings.readings()) {
      int label = task.letters.indexOf(reading.letter());
      if (label >= 0 && training == reading.repetition() < TRAINING_REPETITIONS) {
        samples.add(BrailleEvents.encode(reading, label));
      }
    }
    return samples;
  }

  private static Registers registers(Task task, Seed seed, int quarter) {
    RandomStream random = seed.stream(Purpose.RULE, quarter);
    Registers registers =
        Registers.BENCH
            .with(Register.NUM_INP, BrailleEvents.CHANNELS - 1L)
            .with(Register.NUM_REC, NEURONS - 1L)
            .with(Register.NUM_OUT, task.letters() - 1L)
            .with(Register.KAPPA, 0x7E)
            .with(Register.LR_P_WINP, 6L - quarter)
            .with(Register.LR_P_WREC, 6L - quarter)
            .with(Register.LR_P_WOUT, 9L - quarter)
            .with(Register.REGUL_F0, 10)
            .with(Register.REGUL_K_INP_P, 6)
            .with(Register.REGUL_K_REC_P, 6)
            .with(Register.SEED_INP, 1 + random.nextInt((1 << 25) - 1))
            .with(Register.SEED_REC, 1 + random.nextInt((1 << 25) - 1))
            .with(Register.SEED_OUT, 1 + random.nextInt((1 << 22) - 1));
    for (Register from :
        List.of(Register.THR_H_0, Register.THR_H_1, Register.THR_H_2, Register.THR_H_3)) {
      registers = registers.with(from, 100);
    }
    return registers.withAlpha(ALPHA).withThreshold(THRESHOLD);
  }
}
