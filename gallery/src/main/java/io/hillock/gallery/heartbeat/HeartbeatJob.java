package io.hillock.gallery.heartbeat;

import io.hillock.data.wfdb.AnnotatedRecording;
import io.hillock.fault.ParameterException;
import io.hillock.gallery.SubstrateChoice;
import io.hillock.ledger.Technology;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What the heartbeat application is to do.
 *
 * @param input what to read
 * @param base what every person starts from
 * @param chip what to run on
 * @param teaching what labels do
 * @param keeping what to keep, and what to go on from
 * @param adaptation whether labels teach, or as the snapshot says if empty
 * @param live which decisions go out as lines
 */
public record HeartbeatJob(
    Input input,
    HeartbeatBase base,
    Chip chip,
    Teaching teaching,
    Keeping keeping,
    Optional<Boolean> adaptation,
    LiveLines live) {
  /**
   * What to read.
   *
   * @param recording the recording
   * @param source name of the data for the result
   * @param sha256 hash of the files, empty for generated data
   */
  public record Input(AnnotatedRecording recording, String source, Optional<String> sha256) {}

  /**
   * What to run on.
   *
   * @param substrate what weights are
   * @param name how the substrate is called, for the snapshot
   * @param technology what prices the counts
   */
  public record Chip(SubstrateChoice substrate, String name, Technology technology) {}

  /**
   * What labels do.
   *
   * @param layers which layers they teach
   * @param rule how an error becomes changes of weights
   */
  public record Teaching(PlasticLayers layers, TeachingRule rule) {
    /** The readout, by large errors. */
    public static final Teaching DEFAULT =
        new Teaching(PlasticLayers.READOUT, TeachingRule.DETERMINISTIC_FLOOR);
  }

  /**
   * What to keep, and what to go on from.
   *
   * @param snapshot where to save the state, on a stop, now and then, and at the end
   * @param resume the state to go on from
   * @param log where what was learned is logged
   * @param rollback what the weights of the resumed state go back to
   */
  public record Keeping(
      Optional<Path> snapshot,
      Optional<Path> resume,
      Optional<LearningLog> log,
      Optional<RollbackPoint> rollback) {
    /** Nothing is kept. */
    public static final Keeping NOTHING =
        new Keeping(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** Checks that there is something to roll back. */
    public Keeping {
      if (rollback.isPresent() && resume.isEmpty()) {
        throw new ParameterException(
            "heartbeat",
            "rollback",
            rollback.get(),
            "a rollback needs the saved state to go back in: --resume SNAPSHOT");
      }
    }
  }
}
