package io.hillock.train.cell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.atIndex;
import static org.assertj.core.api.Assertions.within;

import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;
import io.hillock.state.Allocation;
import io.hillock.train.Demand;
import io.hillock.train.EventCrossover;
import io.hillock.train.Parameter;
import io.hillock.train.Signals;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Below and above the crossover a matrix does the same. */
@Tag("kernels")
class EventMatrixTest {
  private static final int SLICE = 4;
  private static final int ROWS = 37;
  private static final int COLUMNS = 29;

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.1, 0.35, 0.45, 0.8, 1})
  void shouldDoWhatTheSumsSayAtEveryDensity(double density) {
    RandomStream random = Seed.of((long) (100 * density)).stream(Purpose.DATA);
    Parameter p = new Parameter("m", ROWS, COLUMNS).fillNormal(1, random);
    EventMatrix matrix = new EventMatrix(p);
    matrix.prepare();
    float[] gradient = new float[p.values().length];
    EventMatrix.Run run = matrix.new Run(SLICE, gradient);
    Signals in = new Signals(SLICE, ROWS, false);
    Demand wanted = new Demand(SLICE, ROWS);
    float[] derivative = new float[SLICE * p.stride()];
    double[][] dense = new double[SLICE][ROWS];
    for (int b = 0; b < SLICE; b++) {
      for (int i = 0; i < ROWS; i++) {
        if (random.nextBoolean(density)) {
          float value = (float) random.nextGaussian();
          in.add(b, i, value);
          dense[b][i] = value;
          wanted.add(b, i);
        }
      }
      for (int j = 0; j < COLUMNS; j++) {
        derivative[b * p.stride() + j] = (float) random.nextGaussian();
      }
    }
    float[] out = new float[SLICE * p.stride()];
    run.forward(in, out);
    run.backward(derivative, wanted);
    run.gradient(in, derivative);
    run.end();
    for (int b = 0; b < SLICE; b++) {
      for (int j = 0; j < COLUMNS; j++) {
        float sum = 0; // in the same order, so to the same bits
        for (int i = 0; i < ROWS; i++) {
          if (dense[b][i] != 0) {
            sum += (float) dense[b][i] * p.get(i, j);
          }
        }
        assertThat(out[b * p.stride() + j]).isEqualTo(sum);
      }
      for (int k = b * ROWS; k < b * ROWS + wanted.count[b]; k++) {
        double sum = 0;
        for (int j = 0; j < COLUMNS; j++) {
          sum += (double) p.get(wanted.index[k], j) * derivative[b * p.stride() + j];
        }
        assertThat((double) wanted.gradient[k]).isCloseTo(sum, within(1e-4));
      }
    }
    for (int i = 0; i < ROWS; i++) {
      for (int j = 0; j < COLUMNS; j++) {
        double sum = 0;
        for (int b = 0; b < SLICE; b++) {
          sum += dense[b][i] * derivative[b * p.stride() + j];
        }
        assertThat((double) gradient[i * p.stride() + j]).isCloseTo(sum, within(1e-5));
      }
    }
  }

  /** A chunk that is filled and one that is not; lists, spikes, and all units. */
  @ParameterizedTest
  @CsvSource({"1, 0.3, 70, false", "4, 0.2, 66, true", "10, 1, 30, false", "3, 0.5, 9, true"})
  void shouldGiveTheSameBitsByEventsAndDense(int slice, double density, int steps, boolean binary) {
    RandomStream random = Seed.of(slice).stream(Purpose.DATA);
    Parameter p = new Parameter("m", 140, 70).fillNormal(1, random);
    EventMatrix matrix = new EventMatrix(p);
    p.fillNormal(1, random);
    matrix.prepare();
    float[] gradient = new float[p.values().length];
    float[] gradient2 = new float[p.values().length];
    EventMatrix.Run dense = matrix.new Run(slice, gradient, EventCrossover.ALL_DENSE);
    EventMatrix.Run events = matrix.new Run(slice, gradient2, EventCrossover.ALL_EVENTS);
    float[] derivative = new float[slice * p.stride()];
    for (int t = 0; t < steps; t++) {
      Signals in = new Signals(slice, 140, binary);
      Demand wanted = new Demand(slice, 140);
      Demand wanted2 = new Demand(slice, 140);
      for (int k = 0; k < slice * 140; k++) {
        if (random.nextBoolean(density)) {
          in.add(k / 140, k % 140, binary ? 1 : (float) random.nextGaussian());
          wanted.add(k / 140, k % 140);
          wanted2.add(k / 140, k % 140);
        }
      }
      for (int k = 0; k < derivative.length; k++) {
        derivative[k] = k % p.stride() < 70 ? (float) random.nextGaussian() : 0;
      }
      float[] out = new float[slice * p.stride()];
      float[] out2 = new float[slice * p.stride()];
      dense.forward(in, out);
      events.forward(in, out2);
      assertThat(out2).isEqualTo(out);
      dense.gradient(in, derivative);
      events.gradient(in, derivative);
      dense.backward(derivative, wanted);
      events.backward(derivative, wanted2);
      for (int k = 0; k < wanted.gradient.length; k++) {
        // Sums of 70 products of size 1 in another order.
        assertThat(wanted2.gradient[k]).isCloseTo(wanted.gradient[k], within(1e-4f));
      }
    }
    dense.end();
    events.end();
    assertThat(gradient2).isEqualTo(gradient);
    assertThat(gradient).contains(0, atIndex(70)); // padding
  }

  /** Chunks of few and of many events by turns, so that the way changes: as if never collected. */
  @Test
  void shouldChangeTheWayOfAGradientFromChunkToChunk() {
    RandomStream random = Seed.of(12).stream(Purpose.DATA);
    Parameter p = new Parameter("m", 20, 33);
    float[] gradient = new float[p.values().length];
    float[] gradient2 = new float[p.values().length];
    EventMatrix matrix = new EventMatrix(p);
    EventMatrix.Run run = matrix.new Run(2, gradient);
    EventMatrix.Run dense = matrix.new Run(2, gradient2, EventCrossover.ALL_DENSE);
    float[] derivative = new float[2 * p.stride()];
    for (int chunk = 0; chunk < 6; chunk++) {
      for (int t = 0; t < 5 + 30 * chunk; t++) { // up to two whole chunks and a part
        Signals in = new Signals(2, 20, false);
        for (int k = 0; k < 40; k++) {
          if (random.nextBoolean(chunk % 2 == 0 ? 0.1 : 0.9)) {
            in.add(k / 20, k % 20, (float) random.nextGaussian());
          }
        }
        for (int k = 0; k < derivative.length; k++) {
          derivative[k] = k % p.stride() < 33 ? (float) random.nextGaussian() : 0;
        }
        run.gradient(in, derivative);
        dense.gradient(in, derivative);
      }
      run.end();
      dense.end();
      assertThat(gradient).isEqualTo(gradient2);
    }
  }

  @Test
  void shouldAllocateNothing() {
    Parameter p = new Parameter("m", 40, 70);
    EventMatrix matrix = new EventMatrix(p);
    for (EventCrossover way :
        new EventCrossover[] {EventCrossover.ALL_DENSE, EventCrossover.ALL_EVENTS}) {
      EventMatrix.Run run = matrix.new Run(3, new float[p.values().length], way);
      Signals in = new Signals(3, 40, false);
      Demand wanted = new Demand(3, 40);
      for (int k = 0; k < 120; k += 2) {
        in.add(k / 40, k % 40, 1);
        wanted.add(k / 40, k % 40);
      }
      float[] out = new float[3 * p.stride()];
      Runnable round =
          () -> {
            for (int t = 0; t < 1_000; t++) {
              run.forward(in, out);
              run.backward(out, wanted);
              run.gradient(in, out);
            }
            run.end();
            matrix.prepare();
          };
      assertThat(Allocation.least(round)).isLessThan(Allocation.METER);
    }
  }
}
