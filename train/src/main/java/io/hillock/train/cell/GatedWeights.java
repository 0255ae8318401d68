package io.hillock.train.cell;

import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;
import io.hillock.train.Parameter;
import java.util.List;

/**
 * Matrices of a layer of gated units: a block of columns for each gate.
 *
 * @param input from below to all gates
 * @param recurrent from the layer to all its gates
 * @param bias of all gates
 * @param ownBias inside the reset of the candidate, or null where the cell has none
 */
record GatedWeights(EventMatrix input, EventMatrix recurrent, Parameter bias, Parameter ownBias) {
  /** Xavier-normal weights per gate, zero biases. */
  static GatedWeights draw(String name, int inputs, int units, int gates, boolean own, Seed seed) {
    Parameter input = new Parameter(name + ".input", inputs, gates * units);
    Parameter recurrent = new Parameter(name + ".recurrent", units, gates * units);
    fill(input, inputs + units, seed.stream(Purpose.WIRING, name.hashCode(), 1));
    fill(recurrent, units + units, seed.stream(Purpose.WIRING, name.hashCode(), 2));
    return new GatedWeights(
        new EventMatrix(input),
        new EventMatrix(recurrent),
        new Parameter(name + ".bias", 1, gates * units),
        own ? new Parameter(name + ".ownBias", 1, units) : null);
  }

  private static void fill(Parameter matrix, int fan, RandomStream stream) {
    matrix.fillNormal(StrictMath.sqrt(2.0 / fan), stream);
  }

  List<Parameter> parameters() {
    return ownBias == null
        ? List.of(input.parameter(), recurrent.parameter(), bias)
        : List.of(input.parameter(), recurrent.parameter(), bias, ownBias);
  }

  void prepare() {
    input.prepare();
    recurrent.prepare();
  }
}
