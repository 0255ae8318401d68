package io.hillock.gallery;

/** How much of a published protocol a run repeats. */
public enum Scale {
  /** About a minute on two cores: the mechanism and an honest, smaller claim. */
  QUICK,
  /** The published protocol as closely as data and machine allow. */
  PAPER
}
