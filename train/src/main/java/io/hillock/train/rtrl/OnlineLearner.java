package io.hillock.train.rtrl;

import io.hillock.ledger.CountKind;
import io.hillock.ledger.Counts;
import io.hillock.ledger.Ledger;
import io.hillock.state.StateRole;
import io.hillock.state.StateVisitor;
import io.hillock.state.Stateful;
import io.hillock.train.Gradient;
import io.hillock.train.Parameter;
import io.hillock.train.ParameterSet;
import io.hillock.train.optimise.Optimiser;
import java.util.Arrays;
import java.util.List;

/**
 * An event cell with a leaky readout that learns while the sequence runs: each step adds its part
 * of the gradient, and every few steps the parameters change, in the middle of the sequence.
 *
 * <p>The loss of a sequence is the mean over its steps of the loss of {@link EventReadout}; a
 * change after fewer steps takes the gradient of those steps, so that its expectation is that of a
 * change at the end. Parameters are held in single precision by the optimiser, and everything else
 * is double. Stopped at any step and taken up again, it goes on to the same bits.
 */
public final class OnlineLearner implements Stateful {
  private final OnlineSettings settings;
  private final MaskedWeights weights;
  private final EventReadout readout;
  private final CellRun run;
  private final Influence influence;
  private final double[] cellGradient;
  private final double[] readoutGradient;
  private final Parameter cellParameter;
  private final Parameter readoutParameter;
  private final Gradient gradient;
  private final Optimiser.Running optimiser;
  private long changes;
  private long pending;
  private long learnedSteps;

  /**
   * Begins with given parameters, rounded to single precision.
   *
   * @param weights of the cell
   * @param readout of the classes
   * @param settings how it learns
   */
  public OnlineLearner(MaskedWeights weights, EventReadout readout, OnlineSettings settings) {
    this.settings = settings;
    this.weights = weights;
    this.readout = readout;
    run = new CellRun(weights, EventCell.Output.EVENT);
    influence = settings.kind().of(run);
    cellGradient = new double[weights.size()];
    readoutGradient = new double[readout.size()];
    cellParameter = new Parameter("cell", 1, weights.size());
    readoutParameter = new Parameter("readout", 1, readout.size());
    ParameterSet parameters = new ParameterSet(List.of(cellParameter, readoutParameter));
    for (int k = 0; k < weights.size(); k++) {
      cellParameter.set(0, k, (float) weights.values()[k]);
    }
    double[] values = readout.values();
    for (int k = 0; k < values.length; k++) {
      readoutParameter.set(0, k, (float) values[k]);
    }
    gradient = new Gradient(parameters);
    optimiser = settings.optimiser().start(parameters);
    takeParameters();
    reset();
  }

  /** Begins a sequence; parts of a gradient that were not used are dropped. */
  public void reset() {
    run.reset();
    influence.reset();
    readout.reset();
    Arrays.fill(cellGradient, 0);
    Arrays.fill(readoutGradient, 0);
    pending = 0;
  }

  /**
   * One step of learning.
   *
   * @param x the input, shape (inputs)
   * @param target the right class
   * @return loss of this step [nat]
   */
  public double learn(double[] x, int target) {
    run.step(x);
    influence.advance();
    readout.read(run);
    readout.advance(run, influence);
    double loss = readout.loss(target);
    readout.addGradient(1, cellGradient, readoutGradient);
    learnedSteps++;
    pending++;
    if (pending == settings.every()) {
      change(pending);
    }
    return loss;
  }

  /**
   * Ends a sequence: what gradient is left changes the parameters.
   *
   * @return the class decided for
   */
  public int end() {
    if (pending > 0) {
      change(pending);
    }
    return readout.decision();
  }

  /**
   * One step without learning; the state of learning is not kept up.
   *
   * @param x the input, shape (inputs)
   */
  public void look(double[] x) {
    run.step(x);
    readout.read(run);
  }

  /**
   * The class that the steps so far speak for.
   *
   * @return the class
   */
  public int decision() {
    return readout.decision();
  }

  private void change(long steps) {
    float[] cell = gradient.of(0);
    float[] read = gradient.of(1);
    double scale = 1.0 / steps;
    for (int k = 0; k < cellGradient.length; k++) {
      cell[k] = (float) (cellGradient[k] * scale);
    }
    for (int k = 0; k < readoutGradient.length; k++) {
      read[k] = (float) (readoutGradient[k] * scale);
    }
    settings.clipping().apply(gradient);
    optimiser.step(gradient, settings.schedule().rate(changes));
    takeParameters();
    Arrays.fill(cellGradient, 0);
    Arrays.fill(readoutGradient, 0);
    changes++;
    pending = 0;
  }

  private void takeParameters() {
    double[] w = weights.values();
    for (int k = 0; k < w.length; k++) {
      w[k] = cellParameter.get(0, k);
    }
    for (int k = 0; k < readout.size(); k++) {
      readout.set(k, readoutParameter.get(0, k));
    }
  }

  /**
   * The cell.
   *
   * @return its run
   */
  public CellRun run() {
    return run;
  }

  /**
   * The influence matrix.
   *
   * @return the matrix itself
   */
  public Influence influence() {
    return influence;
  }

  /**
   * The readout.
   *
   * @return the readout itself
   */
  public EventReadout readout() {
    return readout;
  }

  /**
   * How often the parameters changed.
   *
   * @return the number of changes
   */
  public long changes() {
    return changes;
  }

  /**
   * Gradient by the parameters of the cell since the last change, summed over steps.
   *
   * @return a copy, shape (p)
   */
  public double[] cellGradient() {
    return cellGradient.clone();
  }

  /**
   * What was done: the cell, the influence matrix, the readout, the optimiser. A multiplication of
   * an element of M or N is a multiply-accumulate, the writing of one a trace update; a change
   * writes every parameter, and the moments of an optimiser are traces, two for each.
   *
   * @return the ledger
   */
  public Ledger ledger() {
    Ledger ledger = new Ledger();
    ledger.of("cell").addAll(run.counts());
    Multiplications m = influence.multiplications();
    Counts rtrl = ledger.of("influence");
    rtrl.add(CountKind.MULTIPLY_ACCUMULATE, m.all());
    rtrl.add(CountKind.TRACE_UPDATE, m.elements());
    Counts reading = ledger.of("readout");
    long rows = (long) readout.classes() * weights.size();
    reading.add(CountKind.MULTIPLY_ACCUMULATE, 2 * rows * learnedSteps);
    reading.add(CountKind.TRACE_UPDATE, rows * learnedSteps);
    reading.add(CountKind.SYNAPSE_READ, readout.classes() * run.counts().get(CountKind.SPIKE));
    long trained = (long) weights.size() + readout.size();
    Counts writing = ledger.of("optimiser");
    writing.add(CountKind.SYNAPSE_WRITE, trained * changes);
    writing.add(CountKind.TRACE_UPDATE, 2 * trained * changes);
    return ledger;
  }

  @Override
  public void visit(StateVisitor visitor) {
    visitor.part("cell parameters", cellParameter);
    visitor.part("readout parameters", readoutParameter);
    visitor.part("weights", weights);
    visitor.part("readout", readout);
    visitor.part("run", run);
    visitor.part("influence", influence);
    visitor.part("optimiser", optimiser);
    visitor.doubles("cell gradient", StateRole.LEARNING, Double.SIZE, cellGradient);
    visitor.doubles("readout gradient", StateRole.LEARNING, Double.SIZE, readoutGradient);
    changes = visitor.scalar("changes", StateRole.BOOKKEEPING, Long.SIZE, changes);
    pending = visitor.scalar("pending", StateRole.BOOKKEEPING, Long.SIZE, pending);
    learnedSteps = visitor.scalar("learnedSteps", StateRole.BOOKKEEPING, Long.SIZE, learnedSteps);
  }
}
