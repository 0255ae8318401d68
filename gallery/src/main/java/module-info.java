/** The experiment catalogue and the applications: one class per published result. */
module io.hillock.gallery {
  requires transitive io.hillock.core;
  requires transitive io.hillock.data;

  exports io.hillock.gallery;
  exports io.hillock.gallery.heartbeat;
}
