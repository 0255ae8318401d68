/** Layered networks without backpropagation: random feedback and fixed random targets. */
package io.hillock.gallery.feedback;
