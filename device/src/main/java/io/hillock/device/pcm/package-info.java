/**
 * Phase-change memory: devices set by counted pulses, whose conductance drifts, as a substrate of
 * differential pairs; and eligibility traces held in the drift of a device after RESET. Conductance
 * in uS, ages in s, energy in J unless a name says otherwise.
 */
package io.hillock.device.pcm;
