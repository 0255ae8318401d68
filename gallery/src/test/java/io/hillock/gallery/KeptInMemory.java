package io.hillock.gallery;

import io.hillock.network.Snapshot;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Parts in memory, by their bytes as in a file; like files, they forget in the end only what this
 * run has asked for.
 */
public final class KeptInMemory implements Parts {
  private final Map<String, byte[]> kept;
  private final Set<String> mine = ConcurrentHashMap.newKeySet();
  private final AtomicInteger found = new AtomicInteger();
  private final AtomicInteger writes = new AtomicInteger();
  private int atTheEnd;

  /** Nothing is kept yet. */
  public KeptInMemory() {
    this(new ConcurrentHashMap<>());
  }

  private KeptInMemory(Map<String, byte[]> kept) {
    this.kept = kept;
  }

  /** The same parts for a later run. */
  public KeptInMemory reopened() {
    return new KeptInMemory(kept);
  }

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
    mine.add(key);
    Optional<byte[]> bytes = Optional.ofNullable(kept.get(key));
    bytes.ifPresent(b -> found.incrementAndGet());
    return bytes.map(b -> Snapshot.fromBytes(b, key));
  }

  @Override
  public void keep(String key, Snapshot part) {
    mine.add(key);
    writes.incrementAndGet();
    kept.put(key, part.toBytes());
  }

  @Override
  public void done() {
    atTheEnd = kept.size();
    kept.keySet().removeAll(mine);
  }
}
