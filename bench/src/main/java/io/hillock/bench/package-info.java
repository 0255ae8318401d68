/** Benchmarks of the hot paths beside the limits of the machine, measured in the same run. */
package io.hillock.bench;
