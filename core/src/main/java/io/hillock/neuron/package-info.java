/** Neuron models: what a cell is (a model, immutable) and how it runs (neurons, with state). */
package io.hillock.neuron;
