package io.hillock.gallery.heartbeat;

import io.hillock.network.Snapshot;
import io.hillock.random.RandomStream;
import io.hillock.state.StateRole;
import io.hillock.state.StateVisitor;
import io.hillock.state.Stateful;
import io.hillock.synapse.Synapses;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/**
 * What learning changes: weights, or devices with their wear and relaxation. Random streams are
 * left out: going back to old weights draws new numbers, it does not repeat the old ones.
 */
final class PlasticState {
  private static final int FINGERPRINT_BYTES = 8;

  private PlasticState() {}

  static Snapshot capture(Map<String, Synapses> plastic) {
    return Snapshot.capture(view(plastic), Map.of());
  }

  static void restore(Snapshot state, Map<String, Synapses> plastic, String source) {
    state.restore(view(plastic), source);
  }

  private static Stateful view(Map<String, Synapses> plastic) {
    return visitor -> plastic.forEach(new WithoutRandomness(visitor)::part);
  }

  /** The first half of the SHA-256 of the weights or conductances, by their bits. */
  static String fingerprint(Snapshot state) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Snapshot.Entry entry : state.entries()) {
        if (entry.role() == StateRole.INFERENCE) {
          ByteBuffer bytes = ByteBuffer.allocate(Double.BYTES * entry.length());
          for (int k = 0; k < entry.length(); k++) {
            bytes.putDouble(entry.get(k));
          }
          digest.update(bytes.array());
        }
      }
      return HexFormat.of().formatHex(digest.digest(), 0, FINGERPRINT_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** The weights one by one, as they are read without noise, shape (pre x post). */
  static float[] weights(Synapses s) {
    int post = s.wiring().post();
    float[] all = new float[s.wiring().pre() * post];
    for (int k = 0; k < all.length; k++) {
      all[k] = s.weight(k / post, k % post);
    }
    return all;
  }

  /** Passes everything on but random streams. */
  private record WithoutRandomness(StateVisitor visitor) implements StateVisitor {
    @Override
    public void floats(String name, StateRole role, int bits, float[] values) {
      visitor.floats(name, role, bits, values);
    }

    @Override
    public void doubles(String name, StateRole role, int bits, double[] values) {
      visitor.doubles(name, role, bits, values);
    }

    @Override
    public void ints(String name, StateRole role, int bits, int[] values) {
      visitor.ints(name, role, bits, values);
    }

    @Override
    public void longs(String name, StateRole role, int bits, long[] values) {
      visitor.longs(name, role, bits, values);
    }

    @Override
    public long scalar(String name, StateRole role, int bits, long value) {
      return visitor.scalar(name, role, bits, value);
    }

    @Override
    public double scalar(String name, StateRole role, int bits, double value) {
      return visitor.scalar(name, role, bits, value);
    }

    @Override
    public void part(String name, Stateful part) {
      if (!(part instanceof RandomStream)) {
        visitor.part(name, inner -> part.visit(new WithoutRandomness(inner)));
      }
    }
  }
}
