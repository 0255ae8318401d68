/** Learning from rewards that come seconds later, by traces held in the drift of devices. */
package io.hillock.gallery.pcmtrace;
