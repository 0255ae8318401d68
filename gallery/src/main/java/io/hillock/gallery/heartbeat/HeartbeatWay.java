package io.hillock.gallery.heartbeat;

/** One way to run all persons through the protocol. */
enum HeartbeatWay {
  PERSONALISED,
  BASE,
  ZERO,
  END_TO_END,
  EVERY_ERROR,
  DIGITAL,
  RRAM,
  HIDDEN_PLASTIC,
  BOTH_PLASTIC
}
