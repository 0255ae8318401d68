/**
 * Reading a crossbar through wires that are not perfect: exact, and fast enough for simulations.
 */
package io.hillock.device.crossbar;
