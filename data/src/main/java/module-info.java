/**
 * Recordings and generated data: WFDB records, a synthetic electrocardiogram, evaluation protocols,
 * images in IDX files, texts and spike tasks.
 */
module io.hillock.data {
  requires transitive io.hillock.core;

  exports io.hillock.data;
  exports io.hillock.data.braille;
  exports io.hillock.data.cue;
  exports io.hillock.data.digits;
  exports io.hillock.data.ecg;
  exports io.hillock.data.events;
  exports io.hillock.data.idx;
  exports io.hillock.data.nmnist;
  exports io.hillock.data.protocol;
  exports io.hillock.data.reckon;
  exports io.hillock.data.spiral;
  exports io.hillock.data.text;
  exports io.hillock.data.wfdb;
}
