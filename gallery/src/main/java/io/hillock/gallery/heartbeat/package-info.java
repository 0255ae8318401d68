/**
 * The heartbeat application: an ECG becomes events, a spiking network reads them all the time,
 * beats are found among the events and classified, and the readout learns one person's heart on
 * line.
 */
package io.hillock.gallery.heartbeat;
