/** What trained networks lose when units and synapses fail, and what brings it back. */
package io.hillock.gallery.lesion;
