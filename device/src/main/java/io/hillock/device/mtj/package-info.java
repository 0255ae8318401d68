/**
 * Magnetic tunnel junctions: the macrospin that switches, its law, and the binary stochastic
 * synapse made of it.
 */
package io.hillock.device.mtj;
