/**
 * Faults for trained networks: kinds, fractions and laws of faults, their draw from a seed, and the
 * seam through which any network takes them. A fault stays through learning and through snapshots.
 */
package io.hillock.lesion;
