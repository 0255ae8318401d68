package io.hillock.gallery.sdsp;

import io.hillock.device.odin.OdinNeuron;
import io.hillock.learning.PairStdp;
import io.hillock.learning.TripletStdp;
import io.hillock.random.Seed;
import io.hillock.unit.Time;

/**
 * The rules that are compared, with settings chosen on training images 50,001 to 60,000 and seeds
 * from 11 on.
 */
enum Rule {
  /** Spike-driven plasticity in integers. */
  SDSP("SDSP, 3 bit", "sdsp") {
    @Override
    Learner start(Seed seed) {
      return new SdspLearner(new SdspLearner.Settings(REGISTERS, TICKS, 18, 1));
    }
  },
  /** Pairs of spikes. */
  PAIR("pair STDP, float", "pairStdp") {
    @Override
    Learner start(Seed seed) {
      return new StdpLearner(
          new StdpLearner.Settings(p -> new PairStdp(p, WINDOW), TICKS, 1, Time.ms(100)), seed);
    }
  },
  /** Triplets of spikes. */
  TRIPLET("triplet STDP, float", "tripletStdp") {
    @Override
    Learner start(Seed seed) {
      TripletStdp.Parameters window =
          TripletStdp.Parameters.PFISTER_GERSTNER_2006.scaled(0.4, 0.02);
      return new StdpLearner(
          new StdpLearner.Settings(p -> new TripletStdp(p, window), TICKS, 3, Time.ms(100)), seed);
    }
  };

  /** Registers of the neurons that learn by SDSP. */
  static final OdinNeuron REGISTERS = new OdinNeuron(197, 3, true, 35, 1, 2, 4, 3);

  /** Window of the pairs. */
  static final PairStdp.Parameters WINDOW =
      new PairStdp.Parameters(0.01, 0.0002, Time.ms(30), Time.ms(30));

  /** How many of the brightest pixels spike. */
  static final int SPIKES = 44;

  /** Ticks over which they spike. */
  static final int TICKS = 16;

  private final String title;
  private final String metric;

  Rule(String title, String metric) {
    this.title = title;
    this.metric = metric;
  }

  String title() {
    return title;
  }

  /** How names of metrics say it. */
  String metric() {
    return metric;
  }

  /** A learner that has seen nothing yet. */
  abstract Learner start(Seed seed);
}
