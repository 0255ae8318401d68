package io.hillock.train.rtrl;

import io.hillock.fault.ParameterException;
import io.hillock.random.RandomStream;
import io.hillock.state.StateRole;
import io.hillock.state.StateVisitor;
import io.hillock.state.Stateful;
import java.util.Arrays;

/**
 * The parameters of an event cell that exist, and nothing for those that do not.
 *
 * <p>They lie in one array, unit by unit: those from inputs, then those from units, then the bias.
 * The sources of all are numbered alike: inputs from 0, units from {@code inputs}, and last the
 * constant 1 of the bias.
 */
public final class MaskedWeights implements Stateful {
  private final EventCell cell;
  private final int[] start;
  private final int[] recurrentStart;
  private final int[] source;
  private final double[] values;
  private final int[] fanOutStart;
  private final int[] fanOutUnit;
  private final int[] fanOutParameter;

  private MaskedWeights(EventCell cell, boolean[][] present) {
    this.cell = cell;
    int n = cell.units();
    int sources = cell.inputs() + n + 1;
    start = new int[n + 1];
    recurrentStart = new int[n];
    int[] found = new int[Math.toIntExact(cell.denseParameters())];
    int p = 0;
    for (int i = 0; i < n; i++) {
      start[i] = p;
      for (int s = 0; s < sources; s++) {
        if (s == cell.inputs()) {
          recurrentStart[i] = p;
        }
        if (s == sources - 1 || present[i][s]) {
          found[p++] = s;
        }
      }
    }
    start[n] = p;
    source = Arrays.copyOf(found, p);
    values = new double[p];
    fanOutStart = new int[sources + 1];
    fanOutUnit = new int[p];
    fanOutParameter = new int[p];
    listByFanOut();
  }

  private void listByFanOut() {
    for (int s : source) {
      fanOutStart[s + 1]++;
    }
    for (int s = 1; s < fanOutStart.length; s++) {
      fanOutStart[s] += fanOutStart[s - 1];
    }
    int[] next = fanOutStart.clone();
    for (int i = 0; i < cell.units(); i++) {
      for (int k = start[i]; k < start[i + 1]; k++) {
        int at = next[source[k]]++;
        fanOutUnit[at] = i;
        fanOutParameter[at] = k;
      }
    }
  }

  /**
   * All parameters, zero.
   *
   * @param cell the cell
   * @return the parameters
   */
  public static MaskedWeights dense(EventCell cell) {
    boolean[][] present = new boolean[cell.units()][cell.inputs() + cell.units()];
    for (boolean[] row : present) {
      Arrays.fill(row, true);
    }
    return new MaskedWeights(cell, present);
  }

  /**
   * Every unit has the same number of parameters from inputs, and the same from units, drawn
   * without repetition; all biases exist. All are zero.
   *
   * @param cell the cell
   * @param fromInputs inputs seen by a unit, 0 to inputs
   * @param fromUnits units seen by a unit, 0 to units
   * @param stream where the draws come from
   * @return the parameters
   */
  public static MaskedWeights random(
      EventCell cell, int fromInputs, int fromUnits, RandomStream stream) {
    if (fromInputs < 0 || fromInputs > cell.inputs()) {
      throw new ParameterException(
          "mask", "inputs of a unit", fromInputs, "it must be in [0, " + cell.inputs() + "]");
    }
    if (fromUnits < 0 || fromUnits > cell.units()) {
      throw new ParameterException(
          "mask", "units seen by a unit", fromUnits, "it must be in [0, " + cell.units() + "]");
    }
    boolean[][] present = new boolean[cell.units()][cell.inputs() + cell.units()];
    int[] inputs = counted(cell.inputs());
    int[] units = counted(cell.units());
    for (boolean[] row : present) {
      stream.shuffle(inputs, inputs.length);
      stream.shuffle(units, units.length);
      for (int k = 0; k < fromInputs; k++) {
        row[inputs[k]] = true;
      }
      for (int k = 0; k < fromUnits; k++) {
        row[cell.inputs() + units[k]] = true;
      }
    }
    return new MaskedWeights(cell, present);
  }

  private static int[] counted(int n) {
    int[] all = new int[n];
    Arrays.setAll(all, k -> k);
    return all;
  }

  /**
   * Draws normal weights, W with standard deviation gainW / sqrt(inputs of the unit), V with gainV
   * / sqrt(units seen by the unit), b with its own.
   *
   * @param gainW scale of W, &gt;= 0
   * @param gainV scale of V, &gt;= 0
   * @param deviationB standard deviation of b, &gt;= 0
   * @param stream where the draws come from
   * @return this
   */
  public MaskedWeights fill(double gainW, double gainV, double deviationB, RandomStream stream) {
    for (int i = 0; i < cell.units(); i++) {
      int r = recurrentStart[i];
      int bias = start[i + 1] - 1;
      double w = gainW / StrictMath.sqrt(Math.max(1, r - start[i]));
      double v = gainV / StrictMath.sqrt(Math.max(1, bias - r));
      for (int k = start[i]; k <= bias; k++) {
        double scale = k < r ? w : k < bias ? v : deviationB;
        values[k] = scale * stream.nextGaussian();
      }
    }
    return this;
  }

  /**
   * Whose parameters these are.
   *
   * @return the cell
   */
  public EventCell cell() {
    return cell;
  }

  /**
   * How many exist.
   *
   * @return p
   */
  public int size() {
    return values.length;
  }

  /**
   * The share that exists.
   *
   * @return p over the number of parameters of a dense cell
   */
  public double density() {
    return (double) values.length / cell.denseParameters();
  }

  /**
   * The share of V that exists.
   *
   * @return existing recurrent parameters over units squared
   */
  public double recurrentDensity() {
    long recurrent = 0;
    for (int i = 0; i < cell.units(); i++) {
      recurrent += start[i + 1] - 1 - recurrentStart[i];
    }
    return (double) recurrent / ((double) cell.units() * cell.units());
  }

  /**
   * The parameters.
   *
   * @return the array itself, shape (p)
   */
  public double[] values() {
    return values;
  }

  /**
   * The first parameter of a unit.
   *
   * @param unit the unit, or the number of units for the end of the last
   * @return its place among the values
   */
  public int start(int unit) {
    return start[unit];
  }

  /**
   * The first recurrent parameter of a unit; the last stands before its bias.
   *
   * @param unit the unit
   * @return its place among the values
   */
  public int recurrentStart(int unit) {
    return recurrentStart[unit];
  }

  /**
   * What a parameter multiplies.
   *
   * @param parameter its place among the values
   * @return number of the source: an input, {@code inputs} + a unit, or the constant 1
   */
  public int source(int parameter) {
    return source[parameter];
  }

  /**
   * Adds what one source sends to all units that see it.
   *
   * @param from the source
   * @param x its value
   * @param v receives the products, shape (units)
   * @return how many parameters were read
   */
  int send(int from, double x, double[] v) {
    int end = fanOutStart[from + 1];
    for (int k = fanOutStart[from]; k < end; k++) {
      v[fanOutUnit[k]] += values[fanOutParameter[k]] * x;
    }
    return end - fanOutStart[from];
  }

  @Override
  public void visit(StateVisitor visitor) {
    visitor.doubles("values", StateRole.INFERENCE, Double.SIZE, values);
  }
}
