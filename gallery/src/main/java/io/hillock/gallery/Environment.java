package io.hillock.gallery;

import io.hillock.random.Seed;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * In what surroundings an experiment or application runs.
 *
 * @param seeds the seeds, at least one
 * @param scale how much of the protocol
 * @param data where data sets lie, if anywhere
 * @param progress where to tell progress
 * @param parts where to keep finished parts
 */
public record Environment(
    List<Seed> seeds, Scale scale, Optional<Path> data, Progress progress, Parts parts) {
  /** Copies the seeds. */
  public Environment {
    seeds = List.copyOf(seeds);
  }

  /**
   * Surroundings in which nothing is kept.
   *
   * @param seeds the seeds, at least one
   * @param scale how much of the protocol
   * @param data where data sets lie, if anywhere
   * @param progress where to tell progress
   */
  public Environment(List<Seed> seeds, Scale scale, Optional<Path> data, Progress progress) {
    this(seeds, scale, data, progress, Parts.NONE);
  }

  /**
   * The same with a place for finished parts.
   *
   * @param where the place
   * @return the surroundings
   */
  public Environment withParts(Parts where) {
    return new Environment(seeds, scale, data, progress, where);
  }
}
