package io.hillock.train.cell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hillock.fault.ParameterException;
import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;
import io.hillock.train.Batch;
import io.hillock.train.Gradient;
import io.hillock.train.LayerRun;
import io.hillock.train.Parameter;
import io.hillock.train.Plan;
import io.hillock.train.SequenceNetwork;
import io.hillock.train.Signals;
import io.hillock.train.Tally;
import io.hillock.train.Trainer;
import io.hillock.train.optimise.ActivityRegulariser;
import io.hillock.train.optimise.Adam;
import io.hillock.train.optimise.Clipping;
import io.hillock.train.optimise.RateTarget;
import io.hillock.train.optimise.Schedule;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("kernels")
class AdaptiveLifTest {
  private static final int INPUTS = 5;
  private static final int UNITS = 21;
  private static final int CLASSES = 3;
  private static final int STEPS = 70; // more than two segments of the tape
  private static final LifConstants CONSTANTS = new LifConstants(8, 30, 0.03, 2, 0.3);

  private static double[] betas() {
    double[] beta = new double[UNITS];
    for (int j = 9; j < UNITS; j++) {
      beta[j] = 1.8;
    }
    return beta;
  }

  private static float[] floats(double[] values) {
    float[] all = new float[values.length];
    for (int k = 0; k < all.length; k++) {
      all[k] = (float) values[k];
    }
    return all;
  }

  private static ReferenceLif reference(Seed seed) {
    ReferenceLif net = new ReferenceLif(INPUTS, UNITS, CLASSES, CONSTANTS, betas(), 0.8, 10);
    RandomStream draw = seed.stream(Purpose.WIRING);
    fill(net.win, 0.35, draw);
    fill(net.wrec, 0.12, draw);
    fill(net.wout, 0.5, draw);
    for (int j = 0; j < UNITS; j++) {
      net.wrec[j][j] = 0;
      net.push[j] = (float) (0.01 * draw.nextGaussian());
    }
    for (int m = 0; m < CLASSES; m++) {
      net.bias[m] = (float) (0.2 * draw.nextGaussian());
    }
    return net;
  }

  private static void fill(double[][] matrix, double deviation, RandomStream draw) {
    for (double[] row : matrix) {
      for (int k = 0; k < row.length; k++) {
        row[k] = (float) (deviation * draw.nextGaussian());
      }
    }
  }

  private static double[][] input(Seed seed, int sample, boolean binary) {
    RandomStream draw = seed.stream(Purpose.INPUT, sample);
    double[][] x = new double[STEPS][INPUTS];
    for (double[] row : x) {
      for (int k = 0; k < INPUTS; k++) {
        if (draw.nextBoolean(0.4)) {
          row[k] = binary ? 1 : (float) draw.nextDouble(0.2, 1.4);
        }
      }
    }
    return x;
  }

  /** The same network for the engine. */
  private static SequenceNetwork engine(ReferenceLif net, boolean binary) {
    AdaptiveLif layer = new AdaptiveLif("lif", INPUTS, net.c, floats(net.beta));
    LeakyReadout head = new LeakyReadout(UNITS, CLASSES, net.kappa, net.answer);
    copy(net.win, layer.input());
    copy(net.wrec, layer.recurrent());
    copy(net.wout, head.weights());
    copy(new double[][] {net.bias}, head.parameters().get(1));
    return new SequenceNetwork(INPUTS, binary, List.of(layer), head);
  }

  private static void copy(double[][] from, Parameter to) {
    for (int r = 0; r < from.length; r++) {
      for (int k = 0; k < from[r].length; k++) {
        to.set(r, k, (float) from[r][k]);
      }
    }
  }

  private record Given(List<double[][]> x, int[] targets) implements Batch {
    @Override
    public int samples() {
      return targets.length;
    }

    @Override
    public int steps() {
      return x.getFirst().length;
    }

    @Override
    public void input(int sample, int t, Signals in, int place) {
      double[] row = x.get(sample)[t];
      for (int k = 0; k < row.length; k++) {
        if (row[k] != 0) {
          in.add(place, k, (float) row[k]);
        }
      }
    }

    @Override
    public int target(int sample, int t) {
      return targets[sample];
    }
  }

  private static Given batch(Seed seed, int samples, boolean binary) {
    List<double[][]> x = new ArrayList<>();
    int[] targets = new int[samples];
    for (int s = 0; s < samples; s++) {
      x.add(input(seed, s, binary));
      targets[s] = s % CLASSES;
    }
    return new Given(x, targets);
  }

  private static Plan plan(int samples, int slice, int chunks) {
    return new Plan(
        samples,
        STEPS,
        slice,
        chunks,
        false,
        Adam.STANDARD,
        new Schedule.Constant(0.01),
        new Clipping.None());
  }

  /** A push that is given, whatever the rates are. */
  private record GivenPush(double[] derivative) implements ActivityRegulariser {
    @Override
    public void push(long step, double[] rates, long unitSteps, float[] to) {
      for (int j = 0; j < derivative.length; j++) {
        to[j] = (float) derivative[j];
      }
    }

    @Override
    public void visit(io.hillock.state.StateVisitor visitor) {
      // It holds nothing.
    }
  }

  @Test
  void shouldHaveAReferenceWhoseGradientAgreesWithFiniteDifferences() {
    for (long seed = 1; seed <= 3; seed++) {
      ReferenceLif net = reference(Seed.of(seed));
      double[][] x = input(Seed.of(seed), 0, false);
      net.smooth = true;
      net.blocked = new boolean[STEPS][UNITS];
      RandomStream draw = Seed.of(seed).stream(Purpose.DATA);
      for (boolean[] row : net.blocked) {
        for (int j = 0; j < UNITS; j++) {
          row[j] = draw.nextBoolean(0.1);
        }
      }
      net.loss(x, 1);
      net.back(x);
      check(net, x, net.win, net.gradWin, draw);
      check(net, x, net.wrec, net.gradWrec, draw);
      check(net, x, net.wout, net.gradWout, draw);
      check(net, x, x, net.gradX, draw);
    }
  }

  private static void check(
      ReferenceLif net, double[][] x, double[][] w, double[][] gradient, RandomStream draw) {
    double norm = 0;
    for (double[] row : gradient) {
      for (double g : row) {
        norm = Math.max(norm, Math.abs(g));
      }
    }
    assertThat(norm).isGreaterThan(1e-4);
    for (int k = 0; k < 40; k++) {
      int r = draw.nextInt(w.length);
      int c = draw.nextInt(w[0].length);
      if (w == net.wrec && r == c) {
        continue;
      }
      double kept = w[r][c];
      double h = 1e-6;
      w[r][c] = kept + h;
      double above = net.loss(x, 1);
      w[r][c] = kept - h;
      double below = net.loss(x, 1);
      w[r][c] = kept;
      // Rounding of the difference: 1e-16 of a loss of about 1 over 2e-6 is 1e-10.
      assertThat((above - below) / (2 * h)).isCloseTo(gradient[r][c], within(1e-6 * norm + 1e-9));
    }
  }

  @Test
  void shouldGiveTheGradientOfTheReference() {
    for (boolean binary : new boolean[] {true, false}) {
      for (int slice : new int[] {1, 2}) {
        ReferenceLif net = reference(Seed.of(7));
        Given batch = batch(Seed.of(7), 4, binary);
        SequenceNetwork engine = engine(net, binary);
        Trainer trainer = new Trainer(engine, plan(4, slice, 2));
        trainer.regularise(0, new GivenPush(scaled(net.push, 0.25)));
        Gradient gradient = trainer.gradientOf(batch);
        double[][] win = new double[INPUTS][UNITS];
        double[][] wrec = new double[UNITS][UNITS];
        double[][] wout = new double[UNITS][CLASSES];
        double[][] bias = new double[1][CLASSES];
        long spikes = 0;
        for (int s = 0; s < 4; s++) {
          net.loss(batch.x().get(s), batch.targets()[s]);
          net.back(batch.x().get(s));
          add(win, net.gradWin);
          add(wrec, net.gradWrec);
          add(wout, net.gradWout);
          add(bias, new double[][] {net.gradBias});
          for (double[] row : net.z) {
            for (double z : row) {
              spikes += (long) z;
            }
          }
        }
        Tally tally = trainer.tally(0);
        assertThat(tally.events).isEqualTo(spikes).isGreaterThan(300);
        assertThat(tally.visited).isLessThan(tally.unitSteps);
        assertSame(win, gradient, 0);
        assertSame(wrec, gradient, 1);
        assertSame(wout, gradient, 2);
        assertSame(bias, gradient, 3);
      }
    }
  }

  private static double[] scaled(double[] values, double factor) {
    double[] all = values.clone();
    for (int k = 0; k < all.length; k++) {
      all[k] *= factor;
    }
    return all;
  }

  private static void add(double[][] sum, double[][] addend) {
    for (int r = 0; r < sum.length; r++) {
      for (int k = 0; k < sum[r].length; k++) {
        sum[r][k] += addend[r][k] / 4;
      }
    }
  }

  private static void assertSame(double[][] expected, Gradient gradient, int place) {
    Parameter p = gradient.parameters().all().get(place);
    double norm = 0;
    for (double[] row : expected) {
      for (double g : row) {
        norm = Math.max(norm, Math.abs(g));
      }
    }
    assertThat(norm).isGreaterThan(1e-4);
    for (int r = 0; r < p.rows(); r++) {
      for (int k = 0; k < p.columns(); k++) {
        // Single precision over 70 steps: some 1e-6 of the greatest element.
        assertThat((double) gradient.of(place)[r * p.stride() + k])
            .as(p.name() + " " + r + ", " + k)
            .isCloseTo(expected[r][k], within(3e-5 * norm));
      }
    }
  }

  @Test
  void shouldGiveTheSameBitsWhateverTheNumberOfThreads() {
    Given batch = batch(Seed.of(3), 8, true);
    float[] one = weightsAfter(3, batch, 1);
    float[] four = weightsAfter(3, batch, 4);
    assertThat(four).isEqualTo(one);
  }

  private static float[] weightsAfter(int steps, Given batch, int threads) {
    SequenceNetwork engine = engine(reference(Seed.of(3)), true);
    Trainer trainer = new Trainer(engine, plan(8, 1, 4));
    trainer.regularise(0, new RateTarget(1, 0.02));
    try (java.util.concurrent.ForkJoinPool pool = new java.util.concurrent.ForkJoinPool(threads)) {
      pool.submit(
              () -> {
                for (int k = 0; k < steps; k++) {
                  trainer.step(batch);
                }
              })
          .join();
    }
    return engine.parameters().all().get(1).values();
  }

  @Test
  void shouldGoOnAcrossWindowsAsIfThereWereOne() {
    ReferenceLif net = reference(Seed.of(5));
    double[][] x = input(Seed.of(5), 0, false);
    AdaptiveLif layer = (AdaptiveLif) engine(net, false).layers().getFirst();
    Gradient gradient = new Gradient(engine(net, false).parameters());
    assertThat(gradient.norm()).isZero();
    List<Integer> whole = new ArrayList<>();
    List<Integer> parts = new ArrayList<>();
    LayerRun infer = layer.infer(1);
    infer.begin(false);
    LayerRun train =
        layer.train(1, 30, new Gradient(new io.hillock.train.ParameterSet(layer.parameters())));
    Signals in = new Signals(1, INPUTS, false);
    Signals out = new Signals(1, UNITS, true);
    for (int t = 0; t < STEPS; t++) {
      send(x[t], in);
      infer.forward(t, in, out);
      note(t, out, whole);
      int local = t % 30;
      if (local == 0) {
        train.begin(t > 0);
      }
      train.forward(local, in, out);
      note(t, out, parts);
      if (local == 29) {
        io.hillock.train.Demand demand = new io.hillock.train.Demand(1, UNITS);
        for (int u = 29; u >= 0; u--) {
          send(x[t - 29 + u], in);
          train.recall(u, out, demand);
          train.adjoint(u, in, demand, null);
        }
        train.end();
      }
    }
    assertThat(parts).isEqualTo(whole).hasSizeGreaterThan(50);
  }

  private static void send(double[] x, Signals in) {
    in.clear();
    for (int k = 0; k < INPUTS; k++) {
      if (x[k] != 0) {
        in.add(0, k, (float) x[k]);
      }
    }
  }

  private static void note(int t, Signals out, List<Integer> spikes) {
    for (int k = 0; k < out.count[0]; k++) {
      spikes.add(t * UNITS + out.index[k]);
    }
  }

  @Test
  void shouldSpikeWhereThePublishedEquationsDo() {
    assertThat(spikeTimes(0, 0.02, 66)).startsWith(15, 30, 45).hasSize(66);
    assertThat(spikeTimes(1.8, 0.02, 10))
        .containsExactly(15, 39, 70, 112, 172, 273, 425, 585, 745, 906);
    assertThat(spikeTimes(1.8, 0.03, 18)).startsWith(10, 23, 40, 60, 84, 113, 147, 188);
  }

  private static List<Integer> spikeTimes(double beta, double current, int expected) {
    AdaptiveLif layer =
        new AdaptiveLif("lif", 1, LifConstants.SEQUENTIAL_MNIST, new float[] {(float) beta});
    layer.input().set(0, 0, (float) current);
    LayerRun run = layer.infer(1);
    run.begin(false);
    Signals in = new Signals(1, 1, true);
    Signals out = new Signals(1, 1, true);
    List<Integer> times = new ArrayList<>();
    for (int t = 0; t < 1000; t++) {
      in.clear();
      in.add(0, 0);
      run.forward(t, in, out);
      if (out.count[0] > 0) {
        times.add(t + 1); // the current flows from step 1 on
      }
    }
    assertThat(times).hasSize(expected);
    return times;
  }

  @Test
  void shouldKeepFewBytesPerUnitAndStep() {
    AdaptiveLif layer =
        new AdaptiveLif(
            "lsnn", 80, LifConstants.SEQUENTIAL_MNIST, AdaptiveLif.betas(120, 100, 1.8));
    assertThat(layer.tapeBytes(784) / (220.0 * 784)).isBetween(4.1, 4.5);
  }

  @Test
  void shouldRefuseUnitsWithoutARefractoryStep() {
    assertThatThrownBy(() -> new LifConstants(20, 700, 0.01, 0, 0.3))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("n_ref");
  }
}
