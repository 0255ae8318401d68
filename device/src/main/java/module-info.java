/** Physics of memory devices and circuits: each device is a substrate for synapses. */
module io.hillock.device {
  requires transitive io.hillock.core;

  exports io.hillock.device.odin;
  exports io.hillock.device.rram;
}
