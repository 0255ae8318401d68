package io.hillock.gallery.sequential;

import io.hillock.data.idx.LabelledImages;
import io.hillock.random.Purpose;
import io.hillock.random.Seed;
import io.hillock.train.Plan;
import io.hillock.train.SequenceNetwork;
import io.hillock.train.cell.AdaptiveLif;
import io.hillock.train.cell.LeakyReadout;
import io.hillock.train.cell.LifConstants;
import io.hillock.train.cell.Lstm;
import io.hillock.train.optimise.Adam;
import io.hillock.train.optimise.Clipping;
import io.hillock.train.optimise.RateTarget;
import io.hillock.train.optimise.Schedule;
import io.hillock.train.rewire.HardRewiring;
import io.hillock.train.rewire.Rewiring;
import io.hillock.train.rewire.Signs;
import io.hillock.train.rewire.SparseMatrix;
import java.util.List;

/**
 * How images are read and networks are trained on them.
 *
 * @param name where images are read: "row" or "pixel"
 * @param code how they become events
 * @param spiking constants of spiking units
 * @param lstmUnits units of the LSTM, for as many parameters
 * @param wiring connections of the rewired network
 * @param spikingCourse course of training of spiking networks
 * @param lstmCourse course of training of the LSTM
 * @param validation how many images are looked at in between
 */
record SequentialSettings(
    String name,
    ImageCode code,
    Spiking spiking,
    int lstmUnits,
    Wiring wiring,
    Course spikingCourse,
    Course lstmCourse,
    int validation) {
  private static final int PLAIN = 120;
  private static final int ADAPTIVE = 100;

  /** Units of every spiking network. */
  static final int UNITS = PLAIN + ADAPTIVE;

  private static final int BATCH = 128;
  private static final int CHUNKS = 8;

  /** Fewer, so that each shares its weights between more samples. */
  private static final int LSTM_CHUNKS = 4;

  /**
   * Spiking units.
   *
   * @param constants constants of all
   * @param beta weight of the adaptation where there is one
   * @param gain factor of the initial weights
   * @param rate what keeps their rates
   * @param kappa leak of the readouts
   * @param answer steps over which the answer is taken
   */
  record Spiking(
      LifConstants constants,
      double beta,
      double gain,
      RateTarget rate,
      double kappa,
      int answer) {}

  /**
   * Connections that go and come.
   *
   * @param connectivity share of the places of every matrix that is connected
   * @param excitatory share of the units that excite
   * @param l1 how strongly connections are drawn to zero
   */
  record Wiring(double connectivity, double excitatory, double l1) {
    /** As published. */
    static final Wiring PUBLISHED = new Wiring(0.12, 0.75, 0.01);
  }

  /**
   * Course of a training.
   *
   * @param eta learning rate at the beginning
   * @param factor by which it is multiplied
   * @param every after so many batches
   * @param batches how many batches there are
   * @param clip greatest length of a gradient
   * @param keep how slowly the mean of the weights follows them
   * @param looks how often the validation images are looked at
   */
  record Course(
      double eta, double factor, long every, long batches, double clip, double keep, int looks) {
    Course over(long count, long newEvery) {
      return new Course(eta, factor, newEvery, count, clip, keep, looks);
    }
  }

  private static final Spiking ROW_UNITS =
      new Spiking(new LifConstants(4, 40, 0.01, 1, 0.3), 1.8, 0.7, new RateTarget(1, 0.05), 0.9, 8);
  private static final Course ROW_LSTM = new Course(0.004, 0.7, 1000, 9000, 1, 0.998, 18);

  /** Row by row, all of the course. */
  static final SequentialSettings ROW =
      new SequentialSettings(
          "row",
          new ImageCode.Rows(4),
          ROW_UNITS,
          105,
          Wiring.PUBLISHED,
          new Course(0.004, 0.7, 2000, 18_000, 1, 0.998, 36),
          ROW_LSTM,
          10_000);

  /** Row by row, a short course. */
  static final SequentialSettings ROW_QUICK =
      new SequentialSettings(
          "row",
          new ImageCode.Rows(4),
          ROW_UNITS,
          105,
          Wiring.PUBLISHED,
          new Course(0.004, 0.7, 700, 5000, 1, 0.998, 10),
          ROW_LSTM.over(1200, 200),
          2000);

  /** Row by row, generated digits. */
  static final SequentialSettings ROW_GENERATED =
      new SequentialSettings(
          "row",
          new ImageCode.Rows(4),
          ROW_UNITS,
          105,
          Wiring.PUBLISHED,
          new Course(0.004, 0.7, 400, 2000, 1, 0.995, 10),
          ROW_LSTM.over(600, 120),
          1000);

  /** Pixel by pixel. */
  static final SequentialSettings PIXEL =
      new SequentialSettings(
          "pixel",
          new ImageCode.Pixels(56),
          new Spiking(LifConstants.SEQUENTIAL_MNIST, 1.8, 1, new RateTarget(1, 0.01), 0.9, 28),
          95,
          Wiring.PUBLISHED,
          new Course(0.0008, 0.8, 4000, 40_000, 0.5, 0.998, 40),
          new Course(0.002, 0.7, 600, 3000, 0.5, 0.998, 10),
          2000);

  /** Everything that the figures of an arm depend on. */
  String key(SequentialArm arm) {
    String network =
        switch (arm) {
          case LSTM -> lstmUnits + " units";
          case REWIRED -> spiking + " " + wiring;
          case LSNN, LIF -> spiking.toString();
        };
    return name + " " + code + " " + network + " " + course(arm) + " " + validation;
  }

  Course course(SequentialArm arm) {
    return arm == SequentialArm.LSTM ? lstmCourse : spikingCourse;
  }

  int steps(LabelledImages images) {
    return code.steps(images);
  }

  /** The network of an arm, with its initial weights. */
  SequenceNetwork network(SequentialArm arm, LabelledImages images, Seed seed) {
    int inputs = code.inputs(images);
    int classes = images.classes();
    if (arm == SequentialArm.LSTM) {
      Lstm layer = new Lstm("lstm", inputs, lstmUnits, seed);
      LeakyReadout head = new LeakyReadout(lstmUnits, classes, 0, 1);
      head.initialise(1, seed.stream(Purpose.WIRING, 1));
      return new SequenceNetwork(inputs, code.binary(), List.of(layer), head);
    }
    double beta = arm == SequentialArm.LIF ? 0 : spiking.beta();
    double gain = spiking.gain();
    if (arm == SequentialArm.REWIRED) {
      gain /= StrictMath.sqrt(wiring.connectivity()); // as much input from fewer sources
    }
    AdaptiveLif layer =
        new AdaptiveLif(
                "lsnn", inputs, spiking.constants(), AdaptiveLif.betas(PLAIN, ADAPTIVE, beta))
            .initialise(gain, seed.stream(Purpose.WIRING, 0));
    LeakyReadout head =
        new LeakyReadout(UNITS, classes, spiking.kappa(), spiking.answer())
            .initialise(gain / spiking.gain(), seed.stream(Purpose.WIRING, 1));
    return new SequenceNetwork(inputs, code.binary(), List.of(layer), head);
  }

  /** Connections that go and come, starting with a random share of a network. */
  Rewiring.Running rewiring(SequenceNetwork network, Seed seed) {
    double connectivity = wiring.connectivity();
    AdaptiveLif layer = (AdaptiveLif) network.layers().getFirst();
    LeakyReadout head = (LeakyReadout) network.head();
    Signs dale = Signs.dale(UNITS, wiring.excitatory(), seed.stream(Purpose.NEURON));
    List<SparseMatrix> sparse =
        List.of(
            SparseMatrix.of(layer.input(), connectivity),
            SparseMatrix.of(layer.recurrent(), connectivity).withSigns(dale).withoutDiagonal(),
            SparseMatrix.of(head.weights(), connectivity).withSigns(dale));
    return new HardRewiring(wiring.l1(), 0, HardRewiring.Reconnection.SAME_MATRIX)
        .start(network.parameters(), sparse, seed);
  }

  Plan plan(SequentialArm arm, LabelledImages images) {
    Course course = course(arm);
    boolean lstm = arm == SequentialArm.LSTM;
    return new Plan(
        BATCH,
        steps(images),
        lstm ? BATCH / LSTM_CHUNKS : 1,
        lstm ? LSTM_CHUNKS : CHUNKS,
        false,
        Adam.STANDARD,
        new Schedule.Steps(course.eta(), course.factor(), course.every()),
        new Clipping.Norm(course.clip()));
  }
}
