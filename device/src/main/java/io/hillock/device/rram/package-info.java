/**
 * Resistive memory: filamentary metal-oxide cells in a 1T1R crossbar. The statistics of a cell are
 * one parameter record with presets; the crossbar makes synapses of differential pairs; the
 * characterisation measures what the model does.
 *
 * <p>Units: conductance in uS, resistance in kOhm, current in uA, voltage in V, pulses in ns, ages
 * in s, energy in J; a field that is none of these says so in its name.
 */
package io.hillock.device.rram;
