/** Energy of an inference against size, activity and batch. */
package io.hillock.gallery.scaling;
