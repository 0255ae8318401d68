package io.hillock.gallery;

import io.hillock.network.Snapshot;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Parts in memory, by their bytes as in a file. */
public final class KeptInMemory implements Parts {
  private final Map<String, byte[]> kept = new ConcurrentHashMap<>();
  private final AtomicInteger found = new AtomicInteger();
  private final AtomicInteger writes = new AtomicInteger();
  private int atTheEnd;

  /** Keys of what is kept now. */
  public Set<String> keys() {
    return kept.keySet();
  }

  /** How often a part was found. */
  public int found() {
    return found.get();
  }

  /** How often a part was kept, again included. */
  public int writes() {
    return writes.get();
  }

  /** How many were there when the experiment was done. */
  public int atTheEnd() {
    return atTheEnd;
  }

  @Override
  public Optional<Snapshot> find(String key) {
    Optional<byte[]> bytes = Optional.ofNullable(kept.get(key));
    bytes.ifPresent(b -> found.incrementAndGet());
    return bytes.map(b -> Snapshot.fromBytes(b, key));
  }

  @Override
  public void keep(String key, Snapshot part) {
    writes.incrementAndGet();
    kept.put(key, part.toBytes());
  }

  @Override
  public void done() {
    atTheEnd = kept.size();
    kept.clear();
  }
}
