package io.hillock.gallery.cue;

import io.hillock.gallery.Parts;
import io.hillock.network.Snapshot;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Parts in memory, as bytes; like files, it forgets in the end only what this run has asked for.
 */
final class KeptInMemory implements Parts {
  private final Map<String, byte[]> kept;
  private final Set<String> mine = ConcurrentHashMap.newKeySet();

  KeptInMemory() {
    this(new ConcurrentHashMap<>());
  }

  private KeptInMemory(Map<String, byte[]> kept) {
    this.kept = kept;
  }

  /** The same parts for a later run. */
  KeptInMemory reopened() {
    return new KeptInMemory(kept);
  }

  Set<String> keys() {
    return kept.keySet();
  }

  @Override
  public Optional<Snapshot> find(String key) {
    mine.add(key);
    return Optional.ofNullable(kept.get(key)).map(b -> Snapshot.fromBytes(b, key));
  }

  @Override
  public void keep(String key, Snapshot part) {
    mine.add(key);
    kept.put(key, part.toBytes());
  }

  @Override
  public void done() {
    kept.keySet().removeAll(mine);
  }
}
