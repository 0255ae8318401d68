package io.hillock.gallery.reckon;

import io.hillock.data.cue.CueAccumulation;
import io.hillock.data.cue.CueTrial;
import io.hillock.data.reckon.EventFile;
import io.hillock.data.reckon.EventSample;
import io.hillock.data.reckon.WeightFile;
import io.hillock.device.reckon.ReckonWeights;
import io.hillock.device.reckon.Registers;
import io.hillock.fault.InputException;
import io.hillock.random.Purpose;
import io.hillock.random.Seed;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The samples and initial weights of the authors' bench.
 *
 * @param train samples to learn from
 * @param test samples to be judged on
 * @param weights initial weights
 */
public record ReckonData(List<EventSample> train, List<EventSample> test, ReckonWeights weights) {
  /** The tick from which on the bench shows the label. */
  public static final int LABEL_TICK = 2100;

  /** Samples of training and of test. */
  static final int SAMPLES = 50;

  // Standard deviations of the published initial weights.
  private static final InitialWeights LIKE_PUBLISHED = new InitialWeights(14.2, 1.8, 9.4);
  private static final String TRAIN = "dataset_cueAcc_train.dat";
  private static final String TEST = "dataset_cueAcc_test.dat";
  private static final String IN = "init_rand_weights_inp_cueAcc.dat";
  private static final String REC = "init_rand_weights_rec_cueAcc.dat";
  private static final String OUT = "init_rand_weights_out_cueAcc.dat";

  /** Copies the lists. */
  public ReckonData {
    train = List.copyOf(train);
    test = List.copyOf(test);
  }

  /**
   * Trials and weights like the published ones.
   *
   * @param seed the seed of all of them
   * @return 50 samples each, and the weights
   */
  public static ReckonData generated(Seed seed) {
    return new ReckonData(
        trials(seed, 0, SAMPLES),
        trials(seed, SAMPLES, SAMPLES),
        LIKE_PUBLISHED.draw(seed.stream(Purpose.WIRING, 11), Registers.BENCH));
  }

  /** Trials of the task, by their numbers. */
  static List<EventSample> trials(Seed seed, long from, int count) {
    CueAccumulation task = CueAccumulation.PUBLISHED;
    List<EventSample> samples = new ArrayList<>();
    for (int k = 0; k < count; k++) {
      CueTrial trial = task.trial(seed, from + k);
      samples.add(
          new EventSample(
              trial.steps(), task.recallFrom(), trial.label(), trial.times(), trial.sources()));
    }
    return samples;
  }

  /**
   * Reads the published files.
   *
   * @param folder folder of the data set
   * @return 50 samples each, and the weights
   */
  public static ReckonData read(Path folder) {
    Registers bench = Registers.BENCH;
    EventFile.Limits limits = new EventFile.Limits(bench.inputs(), bench.outputs(), LABEL_TICK);
    return new ReckonData(
        EventFile.read(folder.resolve(TRAIN), limits, SAMPLES),
        EventFile.read(folder.resolve(TEST), limits, SAMPLES),
        weights(bench, folder.resolve(IN), folder.resolve(REC), folder.resolve(OUT)));
  }

  /**
   * Says which bytes the published files are.
   *
   * @param folder folder of the data set
   * @return SHA-256 of training events, test events, input, recurrent and output weights, one after
   *     the other
   */
  static String sha256(Path folder) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (String name : List.of(TRAIN, TEST, IN, REC, OUT)) {
      Path file = folder.resolve(name);
      try {
        all.writeBytes(Files.readAllBytes(file));
      } catch (IOException e) {
        throw new InputException(file.toString(), "file", e.getMessage(), "it must be readable", e);
      }
    }
    return ReckonRun.sha256(all.toByteArray());
  }

  /**
   * Reads three weight files.
   *
   * @param registers the setting that says how large they are
   * @param in input weights
   * @param rec recurrent weights
   * @param out output weights
   * @return the weights
   */
  public static ReckonWeights weights(Registers registers, Path in, Path rec, Path out) {
    int inputs = registers.inputs();
    int neurons = registers.neurons();
    int outputs = registers.outputs();
    return new ReckonWeights(
        inputs,
        neurons,
        outputs,
        WeightFile.read(in, inputs, neurons),
        WeightFile.read(rec, neurons, neurons),
        WeightFile.read(out, neurons, outputs));
  }
}
