/**
 * Parameters of devices from measured pulses: a strict reader of tables, maximum likelihood with
 * profile-likelihood intervals for each kind, and fitted devices as small files.
 */
package io.hillock.device.fit;
