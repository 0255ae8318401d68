/** Phase-change weights trained by e-prop: four ways of writing to a coarse, noisy device. */
package io.hillock.gallery.pcmtraining;
