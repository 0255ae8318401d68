/**
 * Networks whose delays are trained and whose weights are frozen: spike-response neurons, synapses
 * with fractional delays, losses on potentials and spike times, and the trainer.
 */
package io.hillock.train.delay;
