/** Learning with delays alone: frozen ternary weights, trained delays, a temporal code. */
package io.hillock.gallery.delays;
