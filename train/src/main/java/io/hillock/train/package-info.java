/**
 * Training off line: parameters and their gradients, layers under one contract (forward step,
 * adjoint step), and the trainer that runs them over slices of a batch.
 */
package io.hillock.train;
