/** Physics of memory devices and circuits, each a substrate for synapses, and models of chips. */
module io.hillock.device {
  requires transitive io.hillock.core;

  exports io.hillock.device.reckon;
  exports io.hillock.device.odin;
  exports io.hillock.device.rram;
  exports io.hillock.device.pcm;
}
