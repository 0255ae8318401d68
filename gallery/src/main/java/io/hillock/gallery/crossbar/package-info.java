/** Multiplication by Ohm's law in an array of cells, and what its wires take away. */
package io.hillock.gallery.crossbar;
