package io.hillock.device.reckon;

import io.hillock.fault.ParameterException;
import io.hillock.ledger.CountKind;
import io.hillock.ledger.Counts;
import io.hillock.ledger.Ledger;
import io.hillock.signal.SpikeList;
import io.hillock.state.StateRole;
import io.hillock.state.StateVisitor;
import io.hillock.state.Stateful;
import java.util.Arrays;

/**
 * The processor, bit for bit: every state in the format of its memory, every random draw from the
 * shift register that serves it.
 *
 * {@snippet lang=text :
 * tick: step, count the winner, learn if there is a target, deliver events and spikes
 * z = V >= threshold, before the leak
 * V' = (V alpha >> 15) + r - (z ? threshold : 0)      P' = (P alpha >> 15) + r    R' alike   (1)
 * y' = (y kappa >> 7) + r                             O' = (O kappa >> 7) + r                (2)
 * d_k = target_k - hardsigmoid(y_k)     L_j = sum_k Wout_jk d_k      h_j = table(V_j)        (3)
 * dWin_ij ~ L_j h_j P_i     dWrec_ij ~ L_j h_j R_i     dWout_jk ~ d_k O_j                    (4)
 * }
 *
 * <p>r rounds up at random with the probability that the cut bits stand for, but never from a
 * quotient of zero. A change (4) is one step up or down with a probability of its size, made at
 * once. P, R and O exist for learning only: 34 bits for each of the 256 neurons, 8,704 in all.
 * There is no state per synapse but the weight.
 *
 * <p>A sample begins with membranes and traces at zero; weights and shift registers go on. Events
 * of a tick are delivered at its end, so that they act from the next tick on. The first tick only
 * delivers.
 *
 * <p>Departures from the released description of the circuit: clock cycles and pins are not
 * modelled, nor what an unserved request for a target does (the chip waits). With additive
 * regularisation in every step, steps without a target read each neuron's own trace here.
 *
 * @see "C. Frenkel, G. Indiveri (2022), ISSCC, paper 29.4, arXiv:2208.09759"
 */
public final class Reckon implements Stateful {
  /** Neurons and inputs that the memories have room for. */
  public static final int NEURONS = 256;

  /** Outputs that the memories have room for. */
  public static final int OUTPUTS = 16;

  private static final int BLOCK = 16;
  private static final int TRACE_MAX = 0xFFF;
  private static final int OUT_TRACE_MAX = 0x3FF;
  private static final int NO_LEAK = 0x8000;
  private static final int NO_OUT_LEAK = 0x80;

  private final Registers registers;
  private Settings set;

  private final Memory memory;
  private final int[] v;
  private final int[] traceIn;
  private final int[] traceRec;
  private final int[] traceOut;
  private final int[] alpha;
  private final int[] threshold;
  private final int[] y;
  private final int[] event = new int[NEURONS];
  private final int[] spike = new int[NEURONS];
  private final int[] wins = new int[OUTPUTS];
  private final int[] target = new int[OUTPUTS];
  private final SpikeList fired = new SpikeList(NEURONS);
  private final LearningUnit learning;
  private long ticks;
  private int noiseWord;

  private final RoundingLfsr[] roundV = new RoundingLfsr[2];
  private final RoundingLfsr[] roundIn = new RoundingLfsr[2];
  private final RoundingLfsr[] roundRec = new RoundingLfsr[2];
  private final RoundingLfsr[] roundOut = new RoundingLfsr[2];
  private final RoundingLfsr roundY;
  private final WordLfsr noise;

  private final Ledger ledger = new Ledger();
  private final Counts neuronCounts = ledger.of("neurons");
  private final Counts inCounts = ledger.of("input weights");
  private final Counts recCounts = ledger.of("recurrent weights");
  private final Counts outCounts = ledger.of("output weights");

  /**
   * A processor with all weights at zero and all shift registers at their seeds.
   *
   * @param registers its setting
   */
  public Reckon(Registers registers) {
    this.registers = registers;
    set = new Settings(registers);
    memory = new Memory(registers);
    v = memory.v;
    traceIn = memory.traceIn;
    traceRec = memory.traceRec;
    traceOut = memory.traceOut;
    alpha = memory.alpha;
    threshold = memory.threshold;
    y = memory.y;
    learning = new LearningUnit(registers, memory, ledger);
    for (int half = 0; half < 2; half++) {
      roundV[half] = RoundingLfsr.ofFifteen(half(Register.SEED_STRND_NEUR, half));
      roundIn[half] = RoundingLfsr.ofFifteen(half(Register.SEED_STRND_TINP, half));
      roundRec[half] = RoundingLfsr.ofFifteen(half(Register.SEED_STRND_TREC, half));
      roundOut[half] = RoundingLfsr.ofSeven(half(Register.SEED_STRND_TOUT, half));
    }
    roundY = RoundingLfsr.ofSeven(registers.get(Register.SEED_STRND_ONEUR));
    noise = new WordLfsr(17, 3, 1, registers.get(Register.SEED_NOISE_NEUR));
  }

  private int half(Register seed, int half) {
    return registers.get(seed) >> 15 * half & 0x7FFF;
  }

  /**
   * The setting.
   *
   * @return the registers as constructed
   */
  public Registers registers() {
    return registers;
  }

  /**
   * Switches plasticity on as the setting says, or off, as the bench does for tests.
   *
   * @param on whether DO_EPROP stands as set, else it is 0
   */
  public void learning(boolean on) {
    set = new Settings(on ? registers : registers.with(Register.DO_EPROP, 0));
  }

  /**
   * Loads the three matrices, row = pre.
   *
   * @param weights the matrices, of the sizes of the setting
   */
  public void load(ReckonWeights weights) {
    memory.load(weights);
  }

  /**
   * The three matrices as they are now.
   *
   * @return a copy
   */
  public ReckonWeights weights() {
    return memory.weights();
  }

  /** Begins a sample: membranes, traces, outputs, events and the count of winners at zero. */
  public void beginSample() {
    Arrays.fill(v, 0);
    Arrays.fill(traceIn, 0);
    Arrays.fill(traceRec, 0);
    Arrays.fill(traceOut, 0);
    Arrays.fill(y, 0);
    Arrays.fill(event, 0);
    Arrays.fill(spike, 0);
    Arrays.fill(wins, 0);
    fired.clear();
    ticks = 0;
  }

  /**
   * An event for the coming tick; a second one on the same input changes nothing.
   *
   * @param input its input, 0 to NUM_INP
   */
  public void event(int input) {
    if (input < 0 || input > set.lastInput) {
      throw new ParameterException("ReckOn", "input", input, "it must lie in 0.." + set.lastInput);
    }
    event[input] = 1;
  }

  /**
   * The class that the outputs shall show.
   *
   * @param label its output, 0 to NUM_OUT
   */
  public void label(int label) {
    if (label < 0 || label > set.lastOutput) {
      throw new ParameterException("ReckOn", "label", label, "it must lie in 0.." + set.lastOutput);
    }
    if (set.regression) {
      throw new ParameterException(
          "ReckOn", "label", label, "under REGRESSION outputs are taught values");
    }
    for (int k = 0; k < OUTPUTS; k++) {
      target[k] = k == label ? Arithmetic.FULL_SCALE : 0;
    }
  }

  /**
   * The value that an output shall have, under REGRESSION.
   *
   * @param output the output, 0 to NUM_OUT
   * @param value its target, 16 bits
   */
  public void target(int output, int value) {
    if (output < 0 || output > set.lastOutput || value != (short) value || !set.regression) {
      throw new ParameterException(
          "ReckOn", "target", value, "it must fit 16 bits, for an output in use, under REGRESSION");
    }
    target[output] = value;
  }

  /**
   * One tick within a sample.
   *
   * @param taught whether the target is valid, so that the tick learns
   * @param judged whether the winner of the tick counts
   */
  public void tick(boolean taught, boolean judged) {
    if (ticks++ > 0) {
      step();
      if (judged) {
        countWinner();
      }
      if (set.plastic() && (taught || set.regularisesEveryStep)) {
        learning.learn(set, target, taught);
      }
    }
    deliver();
  }

  /**
   * The last tick of a sample: leaks and decides; nothing is learned or delivered any more.
   *
   * @param judged whether the winner of the tick counts
   */
  public void lastTick(boolean judged) {
    ticks++;
    step();
    if (judged) {
      countWinner();
    }
  }

  /**
   * The decision: the output that was greatest in most judged ticks, the lowest one of equals.
   *
   * @return its index
   */
  public int decision() {
    int best = 0;
    for (int k = 1; k <= set.lastOutput; k++) {
      best = wins[k] > wins[best] ? k : best;
    }
    return best;
  }

  private void countWinner() {
    int best = 0;
    for (int k = 1; k <= set.lastOutput; k++) {
      best = y[k] > y[best] ? k : best;
    }
    wins[best]++;
  }

  /** Fires, leaks and resets: (1), (2). */
  private void step() {
    fired.clear();
    boolean roundsOut = set.rounds && set.kappa != NO_OUT_LEAK;
    for (int k = 0; k <= Math.min(set.lastStep, OUTPUTS - 1); k++) {
      int random = roundsOut ? roundY.next() : 0;
      if (k <= set.lastOutput) {
        int product = y[k] * set.kappa;
        int quotient = (short) (product >> 7);
        boolean up = roundsOut && (product & 0x7F) >= random && quotient != 0;
        y[k] = (short) (up ? quotient + 1 : quotient);
      }
    }
    int pairs = set.lastStep + 1 >> 1;
    long fired = 0;
    for (int p = 0; p < pairs; p++) {
      boolean rounds = set.rounds && alpha[p] != NO_LEAK;
      for (int half = 0; half < 2; half++) {
        int n = 2 * p + half;
        fired += stepNeuron(n, half, p, rounds, roundsOut);
      }
    }
    if ((set.lastStep & 1) == 0) {
      spike[set.lastStep] = 0;
    }
    neuronCounts.add(CountKind.STEP, 1);
    neuronCounts.add(CountKind.SPIKE, fired);
    neuronCounts.add(CountKind.NEURON_UPDATE, 2L * pairs + set.lastOutput + 1);
    neuronCounts.add(CountKind.TRACE_UPDATE, 6L * pairs);
  }

  private int stepNeuron(int n, int half, int p, boolean rounds, boolean roundsOut) {
    int a = alpha[p];
    boolean fires = v[n] >= threshold[p];
    int product = v[n] * a;
    int leaked = (short) (product >> 15);
    if (rounds && (product & 0x7FFF) >= roundV[half].next() && leaked != 0) {
      leaked = (short) (leaked + 1);
    }
    v[n] = !fires ? leaked : set.resetToZero ? 0 : (short) (leaked - threshold[p]);
    spike[n] = fires ? 1 : 0;
    if (fires && n <= set.lastNeuron) {
      fired.add(n);
    }
    if (set.rounds) {
      traceIn[n] = decay(traceIn[n], a, roundIn[half].next(), rounds);
      traceRec[n] = decay(traceRec[n], a, roundRec[half].next(), rounds);
      int out = traceOut[n] * set.kappa;
      int quotient = out >> 7 & OUT_TRACE_MAX;
      boolean up = (out & 0x7F) >= roundOut[half].next() && quotient != 0 && roundsOut;
      traceOut[n] = (up ? quotient + 1 : quotient) & OUT_TRACE_MAX;
    } else {
      traceIn[n] = traceIn[n] * a >> 15 & TRACE_MAX;
      traceRec[n] = traceRec[n] * a >> 15 & TRACE_MAX;
      traceOut[n] = traceOut[n] * set.kappa >> 7 & OUT_TRACE_MAX;
    }
    return spike[n];
  }

  private static int decay(int trace, int alpha, int random, boolean rounds) {
    int product = trace * alpha;
    int quotient = product >> 15 & TRACE_MAX;
    boolean up = rounds && (product & 0x7FFF) >= random && quotient != 0;
    return (up ? quotient + 1 : quotient) & TRACE_MAX;
  }

  /** Delivers events and spikes in the order of their index. */
  private void deliver() {
    int last = set.lastNeuron | 1;
    for (int i = 0; i <= set.lastIndex; i++) {
      if ((event[i] | spike[i]) == 0) {
        continue;
      }
      if (spike[i] != 0) {
        for (int k = 0; k <= set.lastOutput; k++) {
          y[k] = Arithmetic.sat16(y[k] + (short) (memory.wOut[i * OUTPUTS + k] << set.shiftOut));
        }
        outCounts.add(CountKind.SYNAPSE_READ, set.lastOutput + 1L);
        recCounts.add(CountKind.SYNAPSE_READ, set.lastNeuron + 1L);
      }
      if (event[i] != 0) {
        inCounts.add(CountKind.SPIKE, 1);
        inCounts.add(CountKind.SYNAPSE_READ, set.lastNeuron + 1L);
      }
      integrate(i, last);
      if (event[i] != 0 && set.traceIn) {
        // The odd half of the last word gets a step of its own besides that of its word.
        int times = i == last && i > set.lastNeuron ? 2 : 1;
        traceIn[i] = Math.min(TRACE_MAX, traceIn[i] + times * (8 << set.pointIn));
      }
      if (spike[i] != 0 && i <= last) {
        if (set.traceRec) {
          traceRec[i] = Math.min(TRACE_MAX, traceRec[i] + (8 << set.pointRec));
        }
        if (set.traceOut) {
          traceOut[i] = Math.min(OUT_TRACE_MAX, traceOut[i] + (2 << set.pointOut));
        }
      }
      event[i] = 0;
      spike[i] = 0;
    }
  }

  private void integrate(int i, int last) {
    int row = i * NEURONS;
    int[] wIn = memory.wIn;
    int[] wRec = memory.wRec;
    int fromIn = event[i];
    int fromRec = spike[i];
    for (int j = 0; j <= last; j++) {
      int sum = fromIn * (wIn[row + j] << set.shiftIn) + fromRec * (wRec[row + j] << set.shiftRec);
      int current = Arithmetic.sat16(sum);
      v[j] =
          set.noise ? Arithmetic.sum(v[j], current, noiseFor(j)) : Arithmetic.sat16(v[j] + current);
    }
  }

  /** One draw serves a pair: the low half its even neuron, the high half its odd one. */
  private int noiseFor(int j) {
    if ((j & 1) == 0) {
      noiseWord = noise.next()[0];
    }
    return (short) (noiseWord >> BLOCK * (j & 1)) >> set.noiseShift;
  }

  /** The neurons that fired in the last tick. */
  SpikeList fired() {
    return fired;
  }

  /** The memories, for those who read what is not at a pin. */
  Memory memory() {
    return memory;
  }

  /**
   * What was counted since construction. A write of a weight is a change of its lowest bit or more.
   *
   * @return the ledger itself
   */
  public Ledger ledger() {
    return ledger;
  }

  @Override
  public void visit(StateVisitor visitor) {
    memory.visit(visitor);
    visitor.ints("event", StateRole.INFERENCE, 1, event);
    visitor.ints("spike", StateRole.INFERENCE, 1, spike);
    visitor.ints("wins", StateRole.BOOKKEEPING, 16, wins);
    visitor.ints("target", StateRole.BOOKKEEPING, 16, target);
    ticks = visitor.scalar("ticks", StateRole.BOOKKEEPING, Long.SIZE, ticks);
    for (int half = 0; half < 2; half++) {
      visitor.part("roundV" + half, roundV[half]);
      visitor.part("roundIn" + half, roundIn[half]);
      visitor.part("roundRec" + half, roundRec[half]);
      visitor.part("roundOut" + half, roundOut[half]);
    }
    visitor.part("roundY", roundY);
    learning.visit(visitor);
    visitor.part("noise", noise);
    visitor.part("ledger", ledger);
  }
}
