/** Sparse networks that choose their connections while they learn: deep rewiring. */
package io.hillock.gallery.rewiring;
