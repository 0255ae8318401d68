package io.hillock.device.mtj;

import io.hillock.device.NonIdeality;
import io.hillock.device.Wear;
import io.hillock.random.RandomStream;
import io.hillock.state.StateRole;
import io.hillock.state.StateVisitor;
import io.hillock.state.Stateful;

/** The sides of pairs, K junctions each: junction j of side d is d K + j. */
final class JunctionSides implements Stateful {
  private final int perSide;
  private final boolean binary;
  private final JunctionTraits traits;
  private final Wear wear; // of junctions, or of sides where these are continuous
  private final int[] on; // a bit for each junction, shape (sides) or empty
  private final double[] share; // junctions that are ON, any number; shape (sides) or empty
  private final double[] g; // [uS], derived, shape (sides)

  JunctionSides(MtjModel model, int sides, RandomStream random) {
    perSide = model.write().perSide();
    binary = model.has(NonIdeality.QUANTISATION);
    on = new int[binary ? sides : 0];
    share = new double[binary ? 0 : sides];
    g = new double[sides];
    traits = new JunctionTraits(model, sides * perSide, random);
    wear = new Wear(model, model.wear(), binary ? sides * perSide : sides, random, this::stick);
    for (int d = 0; d < sides; d++) {
      derive(d);
    }
  }

  private void stick(int index, boolean isOn) {
    if (binary) {
      set(index / perSide, index % perSide, isOn);
    } else {
      share[index] = isOn ? perSide : 0;
    }
  }

  private void set(int d, int j, boolean isOn) {
    on[d] = isOn ? on[d] | 1 << j : on[d] & ~(1 << j);
  }

  private void derive(int d) {
    double sum = 0;
    for (int j = 0; j < perSide; j++) {
      int k = d * perSide + j;
      if (binary) {
        sum += traits.conductanceUS(k, isOn(d, j));
      } else {
        double low = traits.conductanceUS(k, false);
        double part = share[d] / perSide;
        sum += low + part * (traits.conductanceUS(k, true) - low);
      }
    }
    g[d] = sum;
  }

  JunctionTraits traits() {
    return traits;
  }

  double g(int d) {
    return g[d];
  }

  boolean isOn(int d, int j) {
    return binary ? (on[d] >> j & 1) != 0 : j < share[d];
  }

  /** How many junctions of a side are ON. */
  double on(int d) {
    return binary ? Integer.bitCount(on[d]) : share[d];
  }

  /**
   * A junction whose switching moves the weight in a direction: one of the side to be lowered that
   * is ON, or one of the side to be raised that is OFF.
   *
   * @return its index among all junctions, or -1 where there is none
   */
  int pick(int lowered, int raised, RandomStream random) {
    if (!binary) { // sides are lowered first, so that one of a pair stays at its end
      boolean down = share[lowered] > 0;
      double at = down ? StrictMath.ceil(share[lowered]) - 1 : StrictMath.floor(share[raised]);
      return down || share[raised] < perSide ? (down ? lowered : raised) * perSide + (int) at : -1;
    }
    int parallel = on[lowered];
    int antiparallel = ~on[raised] & (1 << perSide) - 1;
    int first = Integer.bitCount(parallel);
    int count = first + Integer.bitCount(antiparallel);
    if (count == 0) {
      return -1;
    }
    int n = count > 1 ? random.nextInt(count) : 0;
    return n < first
        ? lowered * perSide + bit(parallel, n)
        : raised * perSide + bit(antiparallel, n - first);
  }

  /** The place of the n-th bit that is set. */
  private static int bit(int mask, int n) {
    int left = mask;
    for (int skip = n; skip > 0; skip--) {
      left &= left - 1;
    }
    return Integer.numberOfTrailingZeros(left);
  }

  /** Takes note of a pulse; returns whether its target switches at all. */
  boolean pulse(int d, int j) {
    return wear.pulse(binary ? d * perSide + j : d);
  }

  /** Flips a junction, or moves a continuous side by a part of one; returns what it moved. */
  double move(int d, int j, boolean toOn, double part) {
    double moved = part;
    if (binary) {
      set(d, j, toOn);
    } else {
      double room = toOn ? perSide - share[d] : share[d];
      moved = part > room ? room : part;
      share[d] += toOn ? moved : -moved;
    }
    derive(d);
    return moved;
  }

  /** Brings a side to a number of junctions that are ON, as far as they switch. */
  void put(int d, double wanted) {
    if (!binary) {
      share[d] = wear.alive(d) ? wanted : share[d];
    }
    for (int j = 0; binary && j < perSide; j++) {
      if (wear.alive(d * perSide + j)) {
        set(d, j, false);
      }
    }
    for (int j = 0; binary && j < perSide && Integer.bitCount(on[d]) < wanted - 0.5; j++) {
      if (wear.alive(d * perSide + j)) {
        set(d, j, true);
      }
    }
    derive(d);
  }

  int mostWorn() {
    return wear.most();
  }

  @Override
  public void visit(StateVisitor visitor) {
    visitor.ints("on", StateRole.INFERENCE, perSide, on);
    visitor.doubles("share", StateRole.INFERENCE, perSide, share);
    visitor.part("traits", traits);
    visitor.part("wear", wear);
    for (int d = 0; d < g.length; d++) {
      derive(d);
    }
  }
}
