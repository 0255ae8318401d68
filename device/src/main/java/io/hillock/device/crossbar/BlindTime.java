package io.hillock.device.crossbar;

import io.hillock.state.StateRole;
import io.hillock.state.StateVisitor;
import io.hillock.unit.Time;

/**
 * The time for which an array that is written hears nothing; the law is at {@link PairedSynapses}.
 */
final class BlindTime {
  private final boolean acts;
  private final BlindScope scope;
  private final long pulsePs;
  private final long dtPs;
  private final int[] rowPulses; // within a step, shape (rows)
  private final int[] writtenRow;
  private int writtenRows;
  private long blindPs;

  BlindTime(boolean acts, BlindScope scope, double pulseNs, Time dt, int rows) {
    this.acts = acts;
    this.scope = scope;
    pulsePs = StrictMath.round(1e3 * pulseNs);
    dtPs = StrictMath.max(1, StrictMath.round(1e9 * dt.ms()));
    rowPulses = new int[rows];
    writtenRow = new int[rows];
  }

  /** Takes note of pulses on a row within this step. */
  void written(int row, int pulses) {
    if (rowPulses[row] == 0) {
      writtenRow[writtenRows++] = row;
    }
    rowPulses[row] = scope.turns(rowPulses[row], pulses);
  }

  /** Ends a step: its pulses take their turns after it. */
  void settle() {
    long turns = 0;
    for (int n = 0; n < writtenRows; n++) {
      turns += rowPulses[writtenRow[n]];
      rowPulses[writtenRow[n]] = 0;
    }
    writtenRows = 0;
    skip(1);
    if (acts) {
      blindPs += turns * pulsePs;
    }
  }

  /** Lets steps pass without a write. */
  void skip(long steps) {
    blindPs = steps > blindPs / dtPs ? 0 : blindPs - steps * dtPs;
  }

  /** The part of the coming step in which the array is deaf, in [0, 1]. */
  double fraction() {
    return blindPs >= dtPs ? 1 : (double) blindPs / dtPs;
  }

  void visit(StateVisitor visitor) {
    blindPs = visitor.scalar("blindPs", StateRole.BOOKKEEPING, Long.SIZE, blindPs);
  }
}
