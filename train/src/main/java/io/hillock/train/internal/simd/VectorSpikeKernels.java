package io.hillock.train.internal.simd;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The Vector API kernels. Sets are masks, so that nothing branches on what the units do; packed
 * values are compressed and expanded in registers.
 */
public final class VectorSpikeKernels extends ScalarSpikeKernels {
  private static final VectorSpecies<Float> LANES = FloatVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Integer> INTS =
      VectorSpecies.of(int.class, LANES.vectorShape());
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();
  private static final IntVector NUMBERS = IntVector.zero(INTS).addIndex(1);

  /** Narrow vectors have no instruction that compresses. */
  private static final boolean WIDE = LANES.length() >= 8;

  /** The kernels hold no state. */
  public VectorSpikeKernels() {}

  /** The part of a set that begins with unit i, as the lowest bits. */
  private static long part(long[] set, int at, int i) {
    return set[at + (i >> 6)] >>> i & (1L << LANES.length()) - 1;
  }

  private static VectorMask<Float> mask(long bits) {
    return VectorMask.fromLong(LANES, bits);
  }

  // Arrays and constants are taken into locals: after a store outside of the heap the compiler
  // would read every field again.

  @Override
  public void step(Constants c, Forward s) {
    int l = LANES.length();
    int n = c.units();
    int plain = c.plain();
    float alpha = c.alpha();
    float gain = c.gain();
    float rho = c.rho();
    float jump = c.jump();
    float[] beta = c.beta();
    float[] v = s.v;
    float[] b = s.b;
    int from = s.from;
    int to = s.to;
    int at = s.at;
    long[] before = s.before;
    int beforeAt = s.beforeAt;
    MemorySegment current = s.current.slice(at, n);
    FloatVector threshold = FloatVector.broadcast(LANES, c.threshold());
    FloatVector zero = FloatVector.zero(LANES);
    for (int first = 0; first < n; first += Long.SIZE) {
      int word = first >> 6;
      long higher = 0;
      long closer = 0;
      long allowed = ~s.refractory[word];
      long spiked = before[beforeAt + word];
      int end = Math.min(n, first + Long.SIZE);
      for (int i = first; i < end; i += l) {
        FloatVector x = FloatVector.fromArray(LANES, v, from + i);
        FloatVector a = threshold;
        FloatVector adaptation = threshold;
        if (i >= plain) {
          adaptation = FloatVector.fromArray(LANES, b, at + i);
          a = FloatVector.fromArray(LANES, beta, i).mul(adaptation).add(threshold);
        }
        long spikes = x.compare(VectorOperators.GT, a).toLong() & allowed >>> i; // (1)
        higher |= spikes << i;
        closer |= x.sub(a).abs().compare(VectorOperators.LT, a).toLong() << i;
        FloatVector fresh = x.mul(alpha).add(load(current, i).mul(gain));
        fresh.sub(a, mask(spiked >>> i)).intoArray(v, to + i); // (2)
        store(zero, current, i);
        if (i >= plain) {
          adaptation.mul(rho).add(jump, mask(spikes)).intoArray(b, at + i); // (3)
        }
      }
      s.spikes[word] = higher;
      s.near[word] = closer & allowed;
    }
  }

  @Override
  public void back(Constants c, Back s) {
    if (!WIDE) {
      super.back(c, s);
      return;
    }
    int k = backPlain(c, s);
    backAdaptive(c, s, k);
  }

  private static int backPlain(Constants c, Back s) {
    int l = LANES.length();
    int plain = c.plain();
    int at = s.at;
    float[] gv = s.gv;
    float[] q = s.q;
    float[] gz = s.gz;
    int gzAt = s.gzAt;
    float[] recurrent = s.recurrent;
    float[] membranes = s.membranes;
    int membranesAt = s.membranesAt;
    float[] push = s.push;
    long[] near = s.near;
    int nearAt = s.nearAt;
    MemorySegment delta = s.delta.slice(at, c.units());
    float alpha = c.alpha();
    float gain = c.gain();
    float gamma = c.gamma();
    FloatVector threshold = FloatVector.broadcast(LANES, c.threshold());
    int k = 0;
    for (int i = 0; i < plain; i += l) {
      long bits = part(near, nearAt, i);
      VectorMask<Float> live = mask(bits);
      FloatVector old = FloatVector.fromArray(LANES, gv, at + i);
      FloatVector fresh = old.mul(alpha).add(FloatVector.fromArray(LANES, q, at + i)); // (2)
      fresh.intoArray(gv, at + i);
      store(fresh.mul(gain), delta, i);
      FloatVector own =
          FloatVector.fromArray(LANES, recurrent, k)
              .expand(live)
              .add(FloatVector.fromArray(LANES, push, i))
              .sub(old.mul(threshold));
      FloatVector sum = FloatVector.fromArray(LANES, gz, gzAt + k).expand(live).add(own); // (1)
      FloatVector ratio =
          FloatVector.fromArray(LANES, membranes, membranesAt + k).expand(live).div(threshold);
      slope(ratio, gamma).div(threshold).mul(sum, live).intoArray(q, at + i); // (3)
      k += Long.bitCount(bits);
    }
    return k;
  }

  private static void backAdaptive(Constants c, Back s, int first) {
    int l = LANES.length();
    int n = c.units();
    int at = s.at;
    int next = s.next;
    float[] gv = s.gv;
    float[] q = s.q;
    float[] gb = s.gb;
    float[] gz = s.gz;
    int gzAt = s.gzAt;
    float[] adaptation = s.adaptation;
    float[] recurrent = s.recurrent;
    float[] membranes = s.membranes;
    int membranesAt = s.membranesAt;
    float[] push = s.push;
    float[] betas = c.beta();
    long[] near = s.near;
    int nearAt = s.nearAt;
    long[] before = s.before;
    int beforeAt = s.beforeAt;
    MemorySegment delta = s.delta.slice(at, n);
    float alpha = c.alpha();
    float gain = c.gain();
    float rho = c.rho();
    float jump = c.jump();
    float gamma = c.gamma();
    int now = s.now;
    FloatVector threshold = FloatVector.broadcast(LANES, c.threshold());
    int k = first;
    for (int i = c.plain(); i < n; i += l) {
      long bits = part(near, nearAt, i);
      VectorMask<Float> live = mask(bits);
      FloatVector old = FloatVector.fromArray(LANES, gv, at + i);
      FloatVector fresh = old.mul(alpha).add(FloatVector.fromArray(LANES, q, at + i)); // (2)
      fresh.intoArray(gv, at + i);
      store(fresh.mul(gain), delta, i);
      FloatVector beta = FloatVector.fromArray(LANES, betas, i);
      FloatVector b = FloatVector.fromArray(LANES, gb, at + i);
      FloatVector reset =
          beta.mul(FloatVector.fromArray(LANES, adaptation, next + i)).add(threshold).mul(old);
      FloatVector own =
          FloatVector.fromArray(LANES, recurrent, k)
              .expand(live)
              .add(FloatVector.fromArray(LANES, push, i))
              .add(b.mul(jump))
              .sub(reset);
      FloatVector sum = FloatVector.fromArray(LANES, gz, gzAt + k).expand(live).add(own); // (1)
      FloatVector a = beta.mul(FloatVector.fromArray(LANES, adaptation, now + i)).add(threshold);
      FloatVector ratio =
          FloatVector.fromArray(LANES, membranes, membranesAt + k).expand(live).div(a);
      FloatVector through = slope(ratio, gamma).div(a).mul(sum, live); // (3)
      through.intoArray(q, at + i);
      b.mul(rho)
          .sub(beta.mul(through.mul(ratio)), live)
          .sub(beta.mul(fresh), mask(part(before, beforeAt, i)))
          .intoArray(gb, at + i); // (4)
      k += Long.bitCount(bits);
    }
  }

  /** The pseudo-derivative by the membrane, times the threshold. */
  private static FloatVector slope(FloatVector ratio, float gamma) {
    return FloatVector.broadcast(LANES, 1).sub(ratio.sub(1).abs()).mul(gamma);
  }

  @Override
  public void adapt(Constants c, float[] b, int from, int to, long[] spikes, int spikesAt) {
    for (int i = c.plain(); i < c.units(); i += LANES.length()) {
      FloatVector.fromArray(LANES, b, from + i)
          .mul(c.rho())
          .add(c.jump(), mask(part(spikes, spikesAt, i)))
          .intoArray(b, to + i);
    }
  }

  @Override
  public int list(long[] set, int at, int n, int[] index, int to) {
    if (!WIDE) {
      return super.list(set, at, n, index, to);
    }
    int k = to;
    for (int i = 0; i < n; i += LANES.length()) {
      long bits = part(set, at, i);
      int count = Long.bitCount(bits);
      IntVector units = NUMBERS.add(i).compress(VectorMask.fromLong(INTS, bits));
      if (k + LANES.length() <= index.length) {
        units.intoArray(index, k); // a masked store would keep its reader waiting
      } else {
        units.intoArray(index, k, VectorMask.fromLong(INTS, (1L << count) - 1));
      }
      k += count;
    }
    return k - to;
  }

  @Override
  public int pack(long[] set, int at, int n, float[] x, int from, float[] packed, int to) {
    if (!WIDE) {
      return super.pack(set, at, n, x, from, packed, to);
    }
    int k = to;
    for (int i = 0; i < n; i += LANES.length()) {
      long bits = part(set, at, i);
      FloatVector.fromArray(LANES, x, from + i).compress(mask(bits)).intoArray(packed, k);
      k += Long.bitCount(bits);
    }
    return k - to;
  }

  @Override
  public void scale(AlignedFloats y, int yAt, float a, AlignedFloats x, int xAt, int n) {
    MemorySegment from = x.slice(xAt, n);
    MemorySegment to = y.slice(yAt, n);
    for (int i = 0; i < n; i += LANES.length()) {
      store(load(from, i).mul(a), to, i);
    }
  }

  @Override
  public void leak(AlignedFloats y, int yAt, float a, float c, AlignedFloats x, int xAt, int n) {
    MemorySegment from = x.slice(xAt, n);
    MemorySegment to = y.slice(yAt, n);
    for (int i = 0; i < n; i += LANES.length()) {
      store(load(to, i).mul(a).add(load(from, i).mul(c)), to, i);
    }
  }

  private static FloatVector load(MemorySegment x, int i) {
    return FloatVector.fromMemorySegment(LANES, x, (long) Float.BYTES * i, ORDER);
  }

  private static void store(FloatVector value, MemorySegment to, int i) {
    value.intoMemorySegment(to, (long) Float.BYTES * i, ORDER);
  }
}
