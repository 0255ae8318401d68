/**
 * Off-line training of event-driven networks: back-propagation through time whose work follows the
 * events, rewiring, delays, real-time recurrent learning, optimisers.
 */
module io.hillock.train {
  requires transitive io.hillock.core;
  requires static jdk.incubator.vector;

  exports io.hillock.train;
  exports io.hillock.train.cell;
  exports io.hillock.train.feedforward;
  exports io.hillock.train.delay;
  exports io.hillock.train.optimise;
  exports io.hillock.train.rtrl;
  exports io.hillock.train.rewire;
}
