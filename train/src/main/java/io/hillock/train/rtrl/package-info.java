/**
 * Exact real-time recurrent learning in double precision whose work and memory follow the events
 * and the existing connections, with back-propagation through time of the same cell beside it.
 */
package io.hillock.train.rtrl;
