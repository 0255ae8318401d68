package io.hillock.device.characterisation;

import io.hillock.device.Bounds;

/**
 * How much to measure.
 *
 * @param levels number of levels, in [2, 256]
 * @param cells devices for each level and current, in [10, 1e6]
 */
public record Extent(int levels, int cells) {
  /** Checks the bounds. */
  public Extent {
    Bounds.DEVICE.that(
        levels >= 2 && levels <= 256, "levels", levels, "", "it must lie in [2, 256]");
    Bounds.DEVICE.that(
        cells >= 10 && cells <= 1_000_000, "cells", cells, "", "it must be in [10, 1e6]");
  }
}
