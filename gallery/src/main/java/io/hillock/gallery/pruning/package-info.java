/** Overgrow, then prune: the order in which brains wire themselves, against other orders. */
package io.hillock.gallery.pruning;
