package io.hillock.learning.layered;

import io.hillock.lesion.Lesionable.UnitFault;
import io.hillock.lesion.StuckValues;
import io.hillock.state.StateVisitor;
import io.hillock.state.Stateful;

/**
 * The faults of one layer.
 *
 * @param output outputs of units that have failed
 * @param weights weights that have failed
 */
record LayerFaults(StuckValues output, StuckValues weights) implements Stateful {
  private static final float GREATEST_OUTPUT = 1;

  LayerFaults(int units, int weights) {
    this(new StuckValues(units), new StuckValues(weights));
  }

  void fail(int unit, UnitFault fault) {
    output.stick(
        unit,
        switch (fault) {
          case DEAD -> 0;
          case STUCK_ON -> GREATEST_OUTPUT;
        });
  }

  @Override
  public void visit(StateVisitor visitor) {
    visitor.part("output", output);
    visitor.part("weights", weights);
  }
}
