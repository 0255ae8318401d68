/**
 * Kernels of training: a scalar and a Vector API version behind one interface, equal to the bit.
 */
package io.hillock.train.internal.simd;
