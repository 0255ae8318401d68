/** Physics of memory devices and circuits, each a substrate for synapses, and models of chips. */
module io.hillock.device {
  requires transitive io.hillock.core;
  requires de.siegmar.fastcsv;
  requires ejml.core;
  requires ejml.dsparse;
  requires hipparchus.core;
  requires hipparchus.stat;
  requires tools.jackson.core;

  exports io.hillock.device;
  exports io.hillock.device.characterisation;
  exports io.hillock.device.crossbar;
  exports io.hillock.device.fit;
  exports io.hillock.device.library;
  exports io.hillock.device.reckon;
  exports io.hillock.device.odin;
  exports io.hillock.device.mtj;
  exports io.hillock.device.rram;
  exports io.hillock.device.pcm;
}
