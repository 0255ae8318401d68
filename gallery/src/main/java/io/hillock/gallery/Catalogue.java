package io.hillock.gallery;

import io.hillock.gallery.heartbeat.HeartbeatExperiment;
import java.util.List;
import java.util.Optional;

/** All experiments, in the order of the catalogue. */
public final class Catalogue {
  private static final List<Experiment> ALL = List.of(new HeartbeatExperiment());

  private Catalogue() {}

  /**
   * All experiments.
   *
   * @return an unmodifiable list
   */
  public static List<Experiment> all() {
    return ALL;
  }

  /**
   * The experiment of a name.
   *
   * @param id its public name
   * @return the experiment, or empty when there is none
   */
  public static Optional<Experiment> find(String id) {
    return ALL.stream().filter(e -> e.id().equals(id)).findFirst();
  }
}
