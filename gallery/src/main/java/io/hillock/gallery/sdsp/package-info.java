/** Spike-timing against spike-driven plasticity: accuracy, memory and memory accesses. */
package io.hillock.gallery.sdsp;
