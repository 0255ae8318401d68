package io.hillock.train.cell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;
import io.hillock.train.Demand;
import io.hillock.train.Parameter;
import io.hillock.train.Signals;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
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
}
