/** A recurrent network that organises itself on resistive memory, and remembers sequences. */
package io.hillock.gallery.sequence;
