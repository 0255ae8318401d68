/** The experiment catalogue and the applications: one class per published result. */
module io.hillock.gallery {
  requires transitive io.hillock.core;
  requires transitive io.hillock.data;
  requires transitive io.hillock.device;
  requires transitive io.hillock.train;
  requires java.management;

  exports io.hillock.gallery;
  exports io.hillock.gallery.bayes;
  exports io.hillock.gallery.crossbar;
  exports io.hillock.gallery.cue;
  exports io.hillock.gallery.delays;
  exports io.hillock.gallery.feedback;
  exports io.hillock.gallery.heartbeat;
  exports io.hillock.gallery.impact;
  exports io.hillock.gallery.language;
  exports io.hillock.gallery.local;
  exports io.hillock.gallery.multilevel;
  exports io.hillock.gallery.pcmtrace;
  exports io.hillock.gallery.pcmtraining;
  exports io.hillock.gallery.mtj;
  exports io.hillock.gallery.plot;
  exports io.hillock.gallery.pruning;
  exports io.hillock.gallery.reckon;
  exports io.hillock.gallery.rtrl;
  exports io.hillock.gallery.rewiring;
  exports io.hillock.gallery.scaling;
  exports io.hillock.gallery.sdsp;
  exports io.hillock.gallery.sequence;
  exports io.hillock.gallery.sequential;
  exports io.hillock.gallery.trigger;
}
