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
 */
public record Environment(List<Seed> seeds, Scale scale, Optional<Path> data, Progress progress) {
  /** Copies the seeds. */
  public Environment {
    seeds = List.copyOf(seeds);
  }
}
