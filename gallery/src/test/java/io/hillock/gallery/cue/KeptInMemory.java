package io.hillock.gallery.cue;

import io.hillock.gallery.Parts;
import io.hillock.network.Snapshot;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Parts in memory, as bytes. */
final class KeptInMemory implements Parts {
  private final Map<String, byte[]> kept = new ConcurrentHashMap<>();

  Set<String> keys() {
    return kept.keySet();
  }

  @Override
  public Optional<Snapshot> find(String key) {
    return Optional.ofNullable(kept.get(key)).map(b -> Snapshot.fromBytes(b, key));
  }

  @Override
  public void keep(String key, Snapshot part) {
    kept.put(key, part.toBytes());
  }

  @Override
  public void done() {
    kept.clear();
  }
}
