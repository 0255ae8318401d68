/**
 * Recurrent cells as layers: equations, forward steps and adjoints, for events and dense states.
 */
package io.hillock.train.cell;
