/**
 * A bit-exact model of a published spiking processor with on-chip learning: 256 virtual inputs, 256
 * recurrent LIF neurons, 16 leaky outputs, and a form of e-prop that needs state per neuron only.
 *
 * @see "C. Frenkel, G. Indiveri (2022), ISSCC, paper 29.4, arXiv:2208.09759"
 */
package io.hillock.device.reckon;
