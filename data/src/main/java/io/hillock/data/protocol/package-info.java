/**
 * How heartbeat classifiers and detectors are tried and scored: splits, matching of beats, scores.
 *
 * <p>Three settings are common and must not be mixed: beats drawn at random from all records (which
 * flatters), other persons for training than for test, and other persons plus the first minutes of
 * the person under test. {@link io.hillock.data.protocol.MitBih} and {@link
 * io.hillock.data.protocol.RecordFold} give the second, {@link
 * io.hillock.data.protocol.PatientSpecific} the third; the first is left out.
 */
package io.hillock.data.protocol;
