package io.hillock.gallery.scaling;

import java.util.List;

/**
 * What chips report for one synaptic operation.
 *
 * @param chip name and process
 * @param picojoule energy of an operation [pJ]
 * @param remark how to read it
 */
record ChipFigure(String chip, double picojoule, String remark) {
  /** Definitions of an operation differ: no two rows compare to better than a factor of three. */
  static final String SOURCE =
      "G. Tang et al. 2023, Front. Neurosci., SENECA, table 3, read in the source";

  static final List<ChipFigure> ALL =
      List.of(
          new ChipFigure("Tianjic, 28 nm", 1.54, ""),
          new ChipFigure("TrueNorth, 28 nm", 2.5, "best case"),
          new ChipFigure("SENECA, 22 nm", 2.8, ""),
          new ChipFigure("ReckOn, 28 nm", 5.3, ""),
          new ChipFigure("SpiNNaker2, 22 nm", 10, ""),
          new ChipFigure("ODIN, 28 nm", 12.7, ""),
          new ChipFigure("NeuronFlow, 28 nm", 20, ""),
          new ChipFigure("Loihi, 14 nm", 23.6, "estimate before silicon"),
          new ChipFigure("\u00b5Brain, 40 nm", 26, ""),
          new ChipFigure("SpiNNaker, 130 nm", 45, "core alone"));
}
