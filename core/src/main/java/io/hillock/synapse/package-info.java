/** The substrate boundary: what a weight physically is, how it is read and how it is written. */
package io.hillock.synapse;
