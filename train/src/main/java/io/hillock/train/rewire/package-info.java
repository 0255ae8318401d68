/**
 * Which connections of a sparse network exist while it learns: deep rewiring, pruning, and masks
 * that stay as they were drawn.
 */
package io.hillock.train.rewire;
