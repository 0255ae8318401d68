/** Magnetic junctions as stochastic binary synapses. */
package io.hillock.gallery.mtj;
