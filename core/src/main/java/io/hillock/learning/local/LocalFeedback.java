package io.hillock.learning.local;

/** By which weights the error of a local classifier returns to the units. */
public enum LocalFeedback {
  /** By those of the readout: the gradient of the local loss. */
  READOUT,
  /** By random ones of their own that have the signs of the readout. */
  SIGN_CONCORDANT
}
