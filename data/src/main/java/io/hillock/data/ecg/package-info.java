/**
 * A synthetic electrocardiogram of persons with hearts of their own, after the dynamical model of
 * McSharry, Clifford, Tarassenko and Smith, with ectopic beats, noise and reference annotations.
 */
package io.hillock.data.ecg;
