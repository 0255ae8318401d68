/** Typed quantities for the edge of the program; kernels compute with plain floats. */
package io.hillock.unit;
