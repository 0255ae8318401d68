/** Deep continuous local learning on events of a moving camera, with and without error events. */
package io.hillock.gallery.local;
