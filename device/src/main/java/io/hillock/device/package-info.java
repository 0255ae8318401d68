/**
 * What all kinds of devices share: the switchboard of non-idealities, figures with their
 * provenance, the range of conductances.
 */
package io.hillock.device;
