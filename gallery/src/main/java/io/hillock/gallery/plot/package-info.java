/** What to draw, as plain descriptions; how it is drawn is left to the report. */
package io.hillock.gallery.plot;
