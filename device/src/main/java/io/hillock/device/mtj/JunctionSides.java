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
   * A junction of a side in a state.
   *
   * @return its place within the side, or -1 where there is none
   */
  int pick(int d, boolean isOn, RandomStream random) {
    if (!binary) {
      double s = share[d];
      boolean any = isOn ? s > 0 : s < perSide;
      int at = (int) (isOn ? StrictMath.ceil(s) - 1 : StrictMath.floor(s));
      return any ? at : -1;
    }
    int of = isOn ? on[d] : ~on[d] & (1 << perSide) - 1;
    int count = Integer.bitCount(of);
    for (int skip = count > 1 ? random.nextInt(count) : 0; skip > 0; skip--) {
      of &= of - 1;
    }
    return count == 0 ? -1 : Integer.numberOfTrailingZeros(of);
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
