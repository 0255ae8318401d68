package io.hillock.gallery;

import io.hillock.network.Snapshot;
import java.util.Optional;

/**
 * Where a long experiment keeps what is finished, so that after an interruption it goes on from
 * there. What is found again must be what would be computed again, to the bit: a key names
 * everything that a part depends on (seed, settings, data); whoever implements this adds the code.
 */
public interface Parts {
  /** Keeps nothing. */
  Parts NONE =
      new Parts() {
        @Override
        public Optional<Snapshot> find(String key) {
          return Optional.empty();
        }

        @Override
        public void keep(String key, Snapshot part) {}

        @Override
        public void done() {}
      };

  /**
   * A part that was finished before; may be called from any thread.
   *
   * @param key what it depends on
   * @return the part, if it is there and whole
   */
  Optional<Snapshot> find(String key);

  /**
   * Keeps a finished part; may be called from any thread.
   *
   * @param key what it depends on
   * @param part the part
   */
  void keep(String key, Snapshot part);

  /** The experiment is finished: its parts are no longer needed. */
  void done();
}
