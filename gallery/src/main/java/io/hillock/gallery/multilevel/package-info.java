/** How a weight is stored: grids of few levels, roundings, conductances, and digital registers. */
package io.hillock.gallery.multilevel;
