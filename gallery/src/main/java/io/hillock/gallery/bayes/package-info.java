/** Sampling from a posterior with the spread of resistive memory. */
package io.hillock.gallery.bayes;
