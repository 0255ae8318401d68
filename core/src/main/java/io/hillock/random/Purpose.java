package io.hillock.random;

/** What a random stream is for. Streams of different purpose never share a draw. */
public enum Purpose {
  /** Which neurons are connected, and initial weights. */
  WIRING,
  /** Spike trains and encoders. */
  INPUT,
  /** Devices: programming, read noise, drift. */
  DEVICE,
  /** Learning rules: stochastic rounding, error triggers, random feedback. */
  RULE,
  /** Initial parameters of neurons. */
  NEURON,
  /** Generated data sets and their order of presentation. */
  DATA
}
