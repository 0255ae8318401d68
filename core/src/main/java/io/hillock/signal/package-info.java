/** Signals as events: sparse spike lists, event streams, encoders from samples to spikes. */
package io.hillock.signal;
