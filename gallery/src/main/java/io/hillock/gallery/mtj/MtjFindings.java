package io.hillock.gallery.mtj;

import io.hillock.device.mtj.Direction;
import io.hillock.device.mtj.SwitchingTable;
import io.hillock.device.mtj.WriteEnergy;
import io.hillock.gallery.Figures;
import java.util.List;

/**
 * What all parts found; lists of figures are over seeds.
 *
 * @param table switching probability
 * @param trajectories currents and pulses of the trajectories
 * @param trajectoryFigures what they did, first seed
 * @param traffic vehicles counted
 * @param chains ON shares, by case
 * @param patternFigures by arm, then by noise
 * @param writes currents and spreads
 * @param writeFigures by them
 * @param shows showings while learning
 */
record MtjFindings(
    SwitchingTable table,
    List<Trajectories> trajectories,
    List<Figures> trajectoryFigures,
    List<Figures> traffic,
    List<List<Figures>> chains,
    List<List<Figures>> patternFigures,
    List<WriteArm> writes,
    List<List<Figures>> writeFigures,
    int shows) {
  List<Figures> patterns(PatternArm arm, int noise) {
    return patternFigures.get(arm.ordinal() * PatternRun.NOISE.length + noise);
  }

  List<Figures> written(WriteArm arm) {
    return writeFigures.get(writes.indexOf(arm));
  }

  /** The cheapest current of a pulse to ON. */
  double optimum() {
    return new WriteEnergy(table, Direction.TO_PARALLEL)
        .cheapest(PatternRun.P)
        .orElseThrow()
        .ratio();
  }
}
