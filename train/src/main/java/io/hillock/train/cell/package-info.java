/** Cells: recurrent layers, forward and back, and the heads that read them. */
package io.hillock.train.cell;
