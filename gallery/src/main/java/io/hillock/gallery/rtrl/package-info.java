/** Exact real-time recurrent learning made cheap by events and missing connections. */
package io.hillock.gallery.rtrl;
