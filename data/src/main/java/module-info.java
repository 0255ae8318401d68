/**
 * Recordings and generated data: WFDB records, a synthetic electrocardiogram, evaluation protocols
 * and spike tasks.
 */
module io.hillock.data {
  requires transitive io.hillock.core;

  exports io.hillock.data;
  exports io.hillock.data.cue;
  exports io.hillock.data.ecg;
  exports io.hillock.data.protocol;
  exports io.hillock.data.reckon;
  exports io.hillock.data.wfdb;
}
