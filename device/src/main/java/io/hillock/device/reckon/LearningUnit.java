package io.hillock.device.reckon;

import io.hillock.ledger.CountKind;
import io.hillock.ledger.Counts;
import io.hillock.ledger.Ledger;
import io.hillock.state.StateVisitor;
import io.hillock.state.Stateful;

/**
 * The part of the circuit that changes weights: equations (3) and (4) of {@link Reckon}, with the
 * shift registers that decide about each step of a weight.
 */
final class LearningUnit implements Stateful {
  private static final int NEURONS = Reckon.NEURONS;
  private static final int OUTPUTS = Reckon.OUTPUTS;
  private static final int BLOCK = 16;

  private final int[] v;
  private final int[] traceIn;
  private final int[] traceRec;
  private final int[] traceOut;
  private final int[] wIn;
  private final int[] wRec;
  private final int[] wOut;
  private final int[] y;
  private final WordLfsr updateIn;
  private final WordLfsr updateRec;
  private final WordLfsr updateOut;
  private final Counts inCounts;
  private final Counts recCounts;
  private final Counts outCounts;

  // Of one learning step.
  private Settings set;
  private final int[] error = new int[OUTPUTS];
  private final int[] drive = new int[BLOCK];
  private final int[] above = new int[BLOCK];
  private final int[] regular = new int[BLOCK];
  private final int[] active = new int[BLOCK];

  LearningUnit(Registers registers, Memory memory, Ledger ledger) {
    v = memory.v;
    traceIn = memory.traceIn;
    traceRec = memory.traceRec;
    traceOut = memory.traceOut;
    wIn = memory.wIn;
    wRec = memory.wRec;
    wOut = memory.wOut;
    y = memory.y;
    updateIn = new WordLfsr(25, 3, BLOCK, registers.get(Register.SEED_INP));
    updateRec = new WordLfsr(25, 3, BLOCK, registers.get(Register.SEED_REC));
    updateOut = new WordLfsr(22, 1, 14, registers.get(Register.SEED_OUT));
    inCounts = ledger.of("input weights");
    recCounts = ledger.of("recurrent weights");
    outCounts = ledger.of("output weights");
  }

  /**
   * Learns in one tick, block by block of 16 neurons.
   *
   * @param setting the registers in force
   * @param target what the outputs shall show
   * @param taught whether the target is valid; else only regularisation acts
   */
  void learn(Settings setting, int[] target, boolean taught) {
    set = setting;
    for (int k = 0; k < OUTPUTS; k++) {
      int shown = set.linearOut ? y[k] : Arithmetic.hardSigmoid(y[k]);
      boolean used = taught && k <= set.lastOutput;
      error[k] = used ? Arithmetic.sat16(target[k] - shown) : 0;
    }
    for (int b = 0; b <= set.lastNeuron / BLOCK; b++) {
      boolean anyAbove = post(b, taught);
      updateInput(b, taught, anyAbove);
      updateRecurrent(b, taught, anyAbove);
    }
  }

  /** Learning signals and slopes of a block, and the update of its rows of output weights. */
  private boolean post(int b, boolean taught) {
    int all = 0;
    for (int l = 0; l < BLOCK; l++) {
      int j = BLOCK * b + l;
      // Behind the last index the word that was read last still lies at the port.
      int word = Math.min(j >> 1, set.lastIndex >> 1);
      int n = 2 * word + (j & 1);
      above[l] = set.regularised ? Math.max(0, (traceRec[n] >> set.pointRec) - set.regularFrom) : 0;
      all |= above[l];
      drive[l] = 0;
      if (j <= set.lastNeuron && taught) {
        int h = slope(v[n]);
        if (h != 0) {
          drive[l] = h * learningSignal(j);
        }
        int trace = traceOut[n] >> set.pointOut;
        if (set.plasticOut && trace != 0) {
          updateOutput(j, trace);
        }
      }
    }
    outCounts.add(
        CountKind.MULTIPLY_ACCUMULATE,
        taught && (set.plasticIn || set.plasticRec)
            ? (long) (set.lastOutput + 1) * Math.min(BLOCK, set.lastNeuron + 1 - BLOCK * b)
            : 0);
    return all != 0;
  }

  private int learningSignal(int j) {
    int sum = 0;
    for (int k = 0; k <= set.lastOutput; k++) {
      sum += error[k] * wOut[j * OUTPUTS + k];
    }
    return Arithmetic.learningSignal(sum, set.signalScale);
  }

  private int slope(int potential) {
    int segment = 0;
    while (segment < set.slopeFrom.length && potential >= set.slopeFrom[segment]) {
      segment++;
    }
    return set.slope[segment];
  }

  private void updateOutput(int j, int trace) {
    updateOut.next();
    long changed = 0;
    for (int k = 0; k <= set.lastOutput; k++) {
      int strength = error[k] * trace;
      if (Arithmetic.fires28(strength, set.ratesOut, set.rightOut, updateOut.slice28(k))) {
        int at = j * OUTPUTS + k;
        int fresh = Arithmetic.step(wOut[at], strength);
        changed += fresh == wOut[at] ? 0 : 1;
        wOut[at] = fresh;
      }
    }
    outCounts.add(CountKind.SYNAPSE_WRITE, changed);
  }

  private void updateInput(int b, boolean taught, boolean anyAbove) {
    if (!set.plasticIn || !taught && !(set.regularisesEveryStep && set.regularisesIn)) {
      return;
    }
    int lanes = lanes(set.regularisesIn, set.regularInP, set.regularInR);
    for (int i = 0; i <= set.lastInput; i++) {
      int trace = traceIn[i] >> set.pointIn;
      if (trace != 0 || anyAbove) {
        int[] random = updateIn.next();
        for (int a = 0; a < lanes; a++) {
          int l = active[a];
          int at = i * NEURONS + BLOCK * b + l;
          int strength = strength(l, trace);
          if (Arithmetic.fires32(strength, set.ratesIn, set.rightIn, random[l])) {
            change(wIn, at, Arithmetic.step(wIn[at], strength), inCounts, b, l);
          }
        }
      }
    }
  }

  private void updateRecurrent(int b, boolean taught, boolean anyAbove) {
    if (!set.plasticRec || !taught && !(set.regularisesEveryStep && set.regularisesRec)) {
      return;
    }
    int lanes = lanes(set.regularisesRec, set.regularRecP, set.regularRecR);
    for (int i = 0; i <= set.lastNeuron; i++) {
      int trace = traceRec[i] >> set.pointRec;
      if (trace != 0 || anyAbove) {
        int[] random = updateRec.next();
        for (int a = 0; a < lanes; a++) {
          int l = active[a];
          int at = i * NEURONS + BLOCK * b + l;
          int strength = strength(l, trace);
          if (Arithmetic.fires32(strength, set.ratesRec, set.rightRec, random[l])) {
            boolean self = i == BLOCK * b + l;
            change(wRec, at, self ? 0 : Arithmetic.step(wRec[at], strength), recCounts, b, l);
          }
        }
      }
    }
  }

  /** The neurons of the block that can change at all, with their regularisation. */
  private int lanes(boolean regularises, int left, int right) {
    int lanes = 0;
    for (int l = 0; l < BLOCK; l++) {
      regular[l] = regularises ? above[l] << left >>> right : 0;
      if (drive[l] != 0 || regular[l] != 0) {
        active[lanes++] = l;
      }
    }
    return lanes;
  }

  private int strength(int l, int trace) {
    int multiplier = set.multiplicative ? Arithmetic.multiplier(above[l], set.regularMul) : 16;
    return Arithmetic.strength(drive[l] * trace, multiplier, regular[l]);
  }

  private void change(int[] w, int at, int fresh, Counts counts, int b, int l) {
    if (fresh != w[at] && BLOCK * b + l <= set.lastNeuron) {
      counts.add(CountKind.SYNAPSE_WRITE, 1);
    }
    w[at] = fresh;
  }

  @Override
  public void visit(StateVisitor visitor) {
    visitor.part("updateIn", updateIn);
    visitor.part("updateRec", updateRec);
    visitor.part("updateOut", updateOut);
  }
}
