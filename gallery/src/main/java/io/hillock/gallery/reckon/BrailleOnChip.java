package io.hillock.gallery.reckon;

import io.hillock.data.DataSet;
import io.hillock.data.braille.BrailleReadings;
import io.hillock.data.reckon.EventSample;
import io.hillock.device.reckon.Reckon;
import io.hillock.device.reckon.ReckonWeights;
import io.hillock.device.reckon.Register;
import io.hillock.device.reckon.Registers;
import io.hillock.gallery.Claim;
import io.hillock.gallery.Environment;
import io.hillock.gallery.Figures;
import io.hillock.gallery.KeptJobs;
import io.hillock.gallery.LedgerSummary;
import io.hillock.gallery.Progress;
import io.hillock.gallery.Result;
import io.hillock.gallery.RuleCost;
import io.hillock.gallery.Scale;
import io.hillock.gallery.Table;
import io.hillock.ledger.CountKind;
import io.hillock.ledger.Ledger;
import io.hillock.ledger.MemoryReport;
import io.hillock.ledger.Technology;
import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
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
  private static final int QUICK_EPOCHS = 6;
  private static final int PAPER_EPOCHS = 20;
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

    static final List<Task> ALL = List.of(values());
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

  /** Learns the letters for all seeds, where they are at hand; figures are reported only. */
  static void report(Result result, Environment environment) {
    find(environment.data()).ifPresent(braille -> braille.learn(result, environment));
  }

  private void learn(Result result, Environment environment) {
    List<List<String>> rows = new ArrayList<>();
    for (Task task : environment.scale() == Scale.QUICK ? List.of(Task.SEVEN) : Task.ALL) {
      int epochs = environment.scale() == Scale.QUICK ? QUICK_EPOCHS : PAPER_EPOCHS;
      List<KeptJobs.Job> jobs =
          environment.seeds().stream()
              .map(seed ->
                  new KeptJobs.Job(
                      task + ", " + epochs + " epochs, " + readings.sha256() + ", " + seed,
                      samples(task, epochs),
                      progress -> learn(task, seed, epochs, progress)))
              .toList();
      List<Figures> all = KeptJobs.run("reckon", task.title, environment, jobs);
      double[] accuracy = all.stream().mapToDouble(f -> f.get("accuracy")).toArray();
      Figures first = all.getFirst();
      LedgerSummary training = first.priced(Technology.of(Technology.BuiltIn.DIGITAL_28NM));
      double steps = training.counts().get(CountKind.STEP);
      result.metric("accuracy." + task.metric, accuracy);
      result.claim(
          Claim.of(
              "accuracy on unseen repetitions, " + task.title,
              accuracy,
              "fraction",
              Claim.Relation.REPORTED,
              Double.NaN,
              "nothing is required; chance is 1 in " + task.letters.size()));
      result.rule(
          RuleCost.of(
              "hardware e-prop, 8 bit, on the chip model (ReckOn), " + task.title,
              Claim.mean(accuracy),
              training,
              "tick of 6.25 ms",
              steps,
              first.get("samples")));
      rows.add(
          List.of(
              task.title,
              String.format(Locale.ROOT, "%.1f", 100 * Claim.mean(accuracy)),
              Integer.toString(epochs),
              String.format(Locale.ROOT, "%.0f", first.get("events")),
              String.format(Locale.ROOT, "%.0f", first.get("ticks"))));
    }
    result.table(
        new Table(
            "Letters under a fingertip of 12 taxels, 100 neurons, mean over seeds",
            List.of("letters", "accuracy [%]", "epochs", "events per sample", "ticks per sample"),
            rows));
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
    double right = 0;
    for (EventSample sample : test) {
      right += ReckonPlayer.play(chip, sample, false) == sample.label() ? 1 : 0;
      progress.advance(1);
    }
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
            .with(Register.NUM_OUT, task.letters.size() - 1L)
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
