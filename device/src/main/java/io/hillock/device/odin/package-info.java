/** Spike-driven synaptic plasticity in integers, as the ODIN processor computes it. */
package io.hillock.device.odin;
