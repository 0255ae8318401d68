package io.hillock.train.cell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;
import io.hillock.train.Demand;
import io.hillock.train.Gradient;
import io.hillock.train.Layer;
import io.hillock.train.LayerRun;
import io.hillock.train.Parameter;
import io.hillock.train.ParameterSet;
import io.hillock.train.Signals;
import io.hillock.train.Tally;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The engine against the double-precision reference: the same events, the same gradients. */
@Tag("kernels")
class CellEngineTest {
  private static final int INPUTS = 9;
  private static final int SLICE = 3;
  private static final int STEPS = 8;
  private static final double GAMMA = 0.7;
  private static final double EPS = 1.7;

  /** Sums of some hundred terms of single precision, in units of the greatest of its kind. */
  private static final double TOLERANCE = 1e-4;

  enum Kind {
    EGRU,
    EGRU_ALWAYS,
    GRU,
    LSTM
  }

  /** What arrives: some units with their value, spikes, or all of them. */
  enum Input {
    GRADED,
    BINARY,
    DENSE
  }

  private static Layer layer(Kind kind, int units, Seed seed) {
    return switch (kind) {
      case EGRU -> egru(Egru.Event.THRESHOLD, units, seed);
      case EGRU_ALWAYS -> egru(Egru.Event.ALWAYS, units, seed);
      case GRU -> new Gru("cell", INPUTS, units, seed);
      case LSTM -> new Lstm("cell", INPUTS, units, seed);
    };
  }

  private static Layer egru(Egru.Event event, int units, Seed seed) {
    return new Egru("cell", INPUTS, units, new Egru.Settings(event, GAMMA, EPS, 0.2, true), seed);
  }

  private static ReferenceCell reference(Kind kind, Layer layer) {
    List<Parameter> p = layer.parameters();
    return switch (kind) {
      case EGRU ->
          new GatedReference(p, INPUTS, layer.units(), GatedReference.Event.HARD, GAMMA, EPS);
      case EGRU_ALWAYS ->
          new GatedReference(p, INPUTS, layer.units(), GatedReference.Event.FORCED, GAMMA, EPS);
      case GRU -> new GruReference(p, INPUTS, layer.units());
      case LSTM -> new LstmReference(p, INPUTS, layer.units());
    };
  }

  /** A window of inputs and derivatives from above. */
  private record Window(double[][][] x, double[][][] above) {
    static Window draw(Input input, int units, RandomStream random) {
      double[][][] x = new double[SLICE][STEPS][INPUTS];
      double[][][] above = new double[SLICE][STEPS][units];
      for (int b = 0; b < SLICE; b++) {
        for (int t = 0; t < STEPS; t++) {
          for (int i = 0; i < INPUTS; i++) {
            double value = (float) random.nextGaussian();
            boolean sent = random.nextBoolean(0.3);
            x[b][t][i] =
                switch (input) {
                  case DENSE -> value;
                  case GRADED -> sent ? value : 0;
                  case BINARY -> sent ? 1 : 0;
                };
          }
          for (int j = 0; j < units; j++) {
            above[b][t][j] = (float) random.nextGaussian();
          }
        }
      }
      return new Window(x, above);
    }

    void send(int t, Signals in, boolean all) {
      in.clear();
      for (int b = 0; b < SLICE; b++) {
        for (int i = 0; i < INPUTS; i++) {
          if (all || x[b][t][i] != 0) {
            in.add(b, i, (float) x[b][t][i]);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void shouldGiveTheEventsAndGradientsOfTheReference(Kind kind) {
    for (int units : new int[] {7, 16, 37}) {
      for (Input input : Input.values()) {
        compare(kind, units, input, Seed.of(units + 100L * input.ordinal()));
      }
    }
  }

  private static void compare(Kind kind, int units, Input input, Seed seed) {
    RandomStream random = seed.stream(Purpose.INPUT);
    Layer layer = layer(kind, units, seed);
    for (Parameter p : layer.parameters().subList(2, layer.parameters().size())) {
      for (int c = 0; c < p.columns(); c++) {
        p.set(0, c, p.get(0, c) + (float) random.nextDouble(0, 0.3)); // no bias stays zero
      }
    }
    layer.prepare();
    List<ReferenceCell> cells = new ArrayList<>();
    for (int b = 0; b < SLICE; b++) {
      cells.add(reference(kind, layer));
    }
    float[] push = new float[units];
    double[] pushed = new double[units];
    for (int j = 0; j < units; j++) {
      push[j] = (float) random.nextGaussian();
      pushed[j] = kind == Kind.EGRU ? push[j] : 0;
    }
    ParameterSet set = new ParameterSet(layer.parameters());
    Gradient gradient = new Gradient(set);
    LayerRun run = layer.train(SLICE, STEPS, gradient);
    run.push(push);
    for (int w = 0; w < 2; w++) {
      Window window = Window.draw(input, units, random);
      final String as = kind + " " + units + " " + input + " window " + w;
      for (int b = 0; b < SLICE; b++) {
        cells.get(b).forward(window.x[b]);
      }
      run.begin(w > 0);
      requireSent(run, window, input, cells, as);
      double[][][] dx = new double[SLICE][][];
      for (int b = 0; b < SLICE; b++) {
        dx[b] = cells.get(b).adjoint(window.above[b], pushed);
      }
      back(run, window, input, units, dx, as);
    }
    for (int k = 0; k < cells.getFirst().gradients.length; k++) {
      requireGradient(set.all().get(k), gradient.of(k), cells, k);
    }
  }

  private static void requireSent(
      LayerRun run, Window window, Input input, List<ReferenceCell> cells, String as) {
    int units = cells.getFirst().units;
    Signals in = new Signals(SLICE, INPUTS, input == Input.BINARY);
    Signals out = new Signals(SLICE, units, false);
    for (int t = 0; t < STEPS; t++) {
      window.send(t, in, input == Input.DENSE);
      run.forward(t, in, out);
      for (int b = 0; b < SLICE; b++) {
        double[] sent = new double[units];
        for (int k = b * units; k < b * units + out.count[b]; k++) {
          sent[out.index[k]] = out.value[k];
        }
        for (int j = 0; j < units; j++) {
          double expected = cells.get(b).sent[t][j];
          assertThat(sent[j] != 0).as(as).isEqualTo(expected != 0);
          assertThat(sent[j]).as(as).isCloseTo(expected, within(1e-5));
        }
      }
    }
  }

  private static void back(
      LayerRun run, Window window, Input input, int units, double[][][] dx, String as) {
    Signals in = new Signals(SLICE, INPUTS, input == Input.BINARY);
    Signals out = new Signals(SLICE, units, false);
    Demand above = new Demand(SLICE, units);
    Demand below = new Demand(SLICE, INPUTS);
    for (int t = STEPS - 1; t >= 0; t--) {
      window.send(t, in, input == Input.DENSE);
      run.recall(t, out, above);
      for (int b = 0; b < SLICE; b++) {
        for (int k = b * units; k < b * units + above.count[b]; k++) {
          above.gradient[k] = (float) window.above[b][t][above.index[k]];
        }
      }
      below.clear();
      for (int b = 0; b < SLICE; b++) {
        for (int i = 0; i < INPUTS; i++) {
          if (input == Input.DENSE || i % 4 == b) {
            below.add(b, i);
          }
        }
      }
      run.adjoint(t, in, above, below);
      for (int b = 0; b < SLICE; b++) {
        for (int k = b * INPUTS; k < b * INPUTS + below.count[b]; k++) {
          assertThat((double) below.gradient[k])
              .as(as)
              .isCloseTo(dx[b][t][below.index[k]], within(2e-4));
        }
      }
    }
    run.end();
  }

  private static void requireGradient(
      Parameter p, float[] gradient, List<ReferenceCell> cells, int k) {
    double greatest = 0;
    double[] sum = new double[p.size()];
    for (ReferenceCell cell : cells) {
      for (int i = 0; i < sum.length; i++) {
        sum[i] += cell.gradients[k][i];
        greatest = Math.max(greatest, Math.abs(sum[i]));
      }
    }
    for (int r = 0; r < p.rows(); r++) {
      for (int c = 0; c < p.stride(); c++) {
        double expected = c < p.columns() ? sum[r * p.columns() + c] : 0;
        assertThat((double) gradient[r * p.stride() + c])
            .as("%s row %d column %d", p.name(), r, c)
            .isCloseTo(expected, within(TOLERANCE * greatest));
      }
    }
  }

  @Test
  void shouldBeAStandardGruToRoundingWhereEventsAreForcedOn() {
    Seed seed = Seed.of(3);
    Layer egru = layer(Kind.EGRU_ALWAYS, 24, seed);
    Layer gru = layer(Kind.GRU, 24, seed);
    Window window = Window.draw(Input.DENSE, 24, seed.stream(Purpose.INPUT));
    Signals a = new Signals(SLICE, 24, false);
    Signals b = new Signals(SLICE, 24, false);
    LayerRun one = egru.infer(SLICE);
    LayerRun other = gru.infer(SLICE);
    one.begin(false);
    other.begin(false);
    Signals in = new Signals(SLICE, INPUTS, false);
    for (int t = 0; t < STEPS; t++) {
      window.send(t, in, true);
      one.forward(t, in, a);
      other.forward(t, in, b);
      assertThat(a.value).isEqualTo(b.value);
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void shouldCarryStateOverWindowsToTheSameBits(Kind kind) {
    Seed seed = Seed.of(5);
    Layer layer = layer(kind, 20, seed);
    layer.prepare();
    Window window = Window.draw(Input.GRADED, 20, seed.stream(Purpose.INPUT));
    LayerRun whole = layer.infer(SLICE);
    LayerRun parts = layer.train(SLICE, 3, new Gradient(new ParameterSet(layer.parameters())));
    whole.begin(false);
    Signals in = new Signals(SLICE, INPUTS, false);
    Signals a = new Signals(SLICE, 20, false);
    Signals b = new Signals(SLICE, 20, false);
    Demand demand = new Demand(SLICE, 20);
    for (int first = 0; first < STEPS; first += 3) {
      int length = Math.min(3, STEPS - first);
      parts.begin(first > 0);
      for (int t = 0; t < length; t++) {
        window.send(first + t, in, false);
        whole.forward(first + t, in, a);
        parts.forward(t, in, b);
        requireEqual(a, b);
      }
      for (int t = length - 1; t >= 0; t--) { // the way back leaves the carried state alone
        window.send(first + t, in, false);
        parts.recall(t, b, demand);
        parts.adjoint(t, in, demand, null);
      }
      parts.end();
    }
  }

  private static void requireEqual(Signals a, Signals b) {
    assertThat(b.count).isEqualTo(a.count);
    for (int s = 0; s < a.slice; s++) {
      int from = s * a.width;
      int to = from + a.count[s];
      assertThat(Arrays.copyOfRange(b.index, from, to))
          .isEqualTo(Arrays.copyOfRange(a.index, from, to));
      assertThat(Arrays.copyOfRange(b.value, from, to))
          .isEqualTo(Arrays.copyOfRange(a.value, from, to));
    }
  }

  @Test
  void shouldSendNothingAtTheThresholdItself() {
    Layer layer = egru(Egru.Event.THRESHOLD, 16, Seed.of(1));
    for (Parameter p : layer.parameters()) {
      Arrays.fill(p.values(), 0);
    }
    LayerRun run = layer.infer(1);
    Signals out = new Signals(1, 16, false);
    run.begin(false);
    run.forward(0, new Signals(1, INPUTS, false), out); // s = th = 0 in every unit
    assertThat(out.count[0]).isZero();
  }

  /** Reads, dot products and writes are those of units that send, are asked, and sent. */
  @ParameterizedTest
  @ValueSource(ints = {16, 40})
  void shouldCountWhatIsNotZero(int units) {
    Seed seed = Seed.of(8);
    Layer layer = egru(Egru.Event.THRESHOLD, units, seed);
    layer.prepare();
    Window window = Window.draw(Input.GRADED, units, seed.stream(Purpose.INPUT));
    GatedReference[] cells = new GatedReference[SLICE];
    long inputs = 0;
    long sent = 0;
    long slopes = 0;
    long demanded = 0;
    long heard = 0;
    for (int b = 0; b < SLICE; b++) {
      cells[b] = (GatedReference) reference(Kind.EGRU, layer);
      cells[b].forward(window.x[b]);
      for (int t = 0; t < STEPS; t++) {
        for (double x : window.x[b][t]) {
          inputs += x != 0 ? 1 : 0;
        }
        for (int j = 0; j < units; j++) {
          boolean event = cells[b].sent[t][j] != 0;
          boolean slope = cells[b].slopeAt(t, j) > 0;
          sent += event ? 1 : 0;
          slopes += slope ? 1 : 0;
          demanded += (event || slope) && t < STEPS - 1 ? 1 : 0;
          heard += event && t < STEPS - 1 ? 1 : 0;
        }
      }
    }
    LayerRun run = layer.train(SLICE, STEPS, new Gradient(new ParameterSet(layer.parameters())));
    run.begin(false);
    Signals in = new Signals(SLICE, INPUTS, false);
    Signals out = new Signals(SLICE, units, false);
    Demand demand = new Demand(SLICE, units);
    for (int t = 0; t < STEPS; t++) {
      window.send(t, in, false);
      run.forward(t, in, out);
    }
    for (int t = STEPS - 1; t >= 0; t--) {
      window.send(t, in, false);
      run.recall(t, out, demand);
      run.adjoint(t, in, demand, null);
    }
    run.end();
    Tally tally = new Tally(units);
    run.tally(tally);
    assertThat(tally.events).isEqualTo(sent);
    assertThat(tally.visited).isEqualTo(slopes);
    assertThat(tally.unitSteps).isEqualTo((long) SLICE * STEPS * units);
    assertThat(tally.adjointUnitSteps).isEqualTo((long) SLICE * STEPS * units);
    assertThat(tally.forwardReads).isEqualTo((inputs + heard) * 3 * units);
    assertThat(tally.backwardReads).isEqualTo(demanded * 3 * units);
    assertThat(tally.gradientWrites).isEqualTo((inputs + heard) * 3 * units);
    assertThat(Arrays.stream(tally.unitEvents).sum()).isEqualTo(sent);
  }

  /** Bisection over the distribution function: restated by its mean and at its end. */
  @Test
  void shouldDrawThresholdsFromTheBetaDistribution() {
    double mean = 0.3;
    double a = 3 * mean / (1 - mean);
    double sum = 0;
    int n = 20_000;
    for (int k = 0; k < n; k++) {
      sum += Egru.beta3(a, (k + 0.5) / n);
    }
    assertThat(sum / n).isCloseTo(mean, within(1e-4)); // midpoints of 20,000 equal parts
    // Near one the function is flat: 1 - F goes with the cube of what is left.
    assertThat(Egru.beta3(a, 1)).isCloseTo(1, within(1e-5));
    assertThat(Egru.beta3(a, 0.25)).isLessThan(Egru.beta3(a, 0.75));
  }
}
