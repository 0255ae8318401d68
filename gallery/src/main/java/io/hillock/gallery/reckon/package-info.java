/** The bit-exact processor on the task of its authors' bench. */
package io.hillock.gallery.reckon;
