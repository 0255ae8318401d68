/** Deep continuous local learning: layers that learn from a random readout of their own. */
package io.hillock.learning.local;
