/** Cue accumulation: evidence gathered over seconds, with a decision after a delay. */
package io.hillock.gallery.cue;
