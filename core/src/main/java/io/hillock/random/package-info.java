/** Seeds and counter-based random streams, split by purpose so that a new draw moves no other. */
package io.hillock.random;
