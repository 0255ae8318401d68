/** Readers of recorded data and seeded generators. */
module io.hillock.data {
  requires transitive io.hillock.core;

  exports io.hillock.data;
  exports io.hillock.data.wfdb;
}
