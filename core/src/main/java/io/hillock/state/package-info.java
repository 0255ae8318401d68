/**
 * All state of a running network, walked by one visitor: the snapshot writes and restores it, the
 * ledger counts its bits, a diff compares it. What is not visited is not state.
 */
package io.hillock.state;
