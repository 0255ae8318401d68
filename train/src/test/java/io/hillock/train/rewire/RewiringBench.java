package io.hillock.train.rewire;

import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;
import io.hillock.state.StateVisitor;
import io.hillock.state.Stateful;
import io.hillock.train.Gradient;
import io.hillock.train.Parameter;
import io.hillock.train.ParameterSet;
import io.hillock.train.optimise.Optimiser;
import java.util.List;

/** Two sparse matrices and one that is not, under random gradients: what tests of rules share. */
final class RewiringBench implements Stateful {
  static final Seed SEED = Seed.of(17);

  final ParameterSet weights;
  final List<SparseMatrix> sparse;
  final Rewiring.Running running;
  final Optimiser.Running optimiser;
  final Gradient gradient;
  private final RandomStream random = SEED.stream(Purpose.INPUT, 4);

  RewiringBench(Rewiring rewiring, Optimiser optimiser) {
    this(rewiring, optimiser, new Signs.OfPlace());
  }

  RewiringBench(Rewiring rewiring, Optimiser optimiser, Signs signs) {
    RandomStream stream = SEED.stream(Purpose.WIRING, 9);
    Parameter in = new Parameter("in", 30, 20).fillNormal(0.3, stream);
    Parameter rec = new Parameter("rec", 20, 20).fillNormal(0.3, stream);
    Parameter out = new Parameter("out", 20, 5).fillNormal(0.3, stream);
    weights = new ParameterSet(List.of(in, rec, out));
    sparse =
        List.of(
            SparseMatrix.of(in, 0.1).withSigns(signs),
            SparseMatrix.of(rec, 0.15)
                .withSigns(Signs.dale(20, 0.75, SEED.stream(Purpose.WIRING, 10)))
                .withoutDiagonal());
    running = rewiring.start(weights, sparse, SEED);
    this.optimiser = optimiser.start(weights);
    gradient = new Gradient(weights);
  }

  /** A random gradient everywhere, also where nothing exists. */
  void draw(double size) {
    for (int k = 0; k < 3; k++) {
      Parameter parameter = weights.all().get(k);
      for (int r = 0; r < parameter.rows(); r++) {
        for (int c = 0; c < parameter.columns(); c++) {
          gradient.of(k)[r * parameter.stride() + c] = (float) (size * random.nextGaussian());
        }
      }
    }
  }

  /** A random gradient and one step. */
  void step(double size, double rate) {
    draw(size);
    running.step(gradient, optimiser, rate);
  }

  @Override
  public void visit(StateVisitor visitor) {
    visitor.part("weights", weights);
    visitor.part("running", running);
    visitor.part("optimiser", optimiser);
    visitor.part("random", random);
  }
}
