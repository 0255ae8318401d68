package io.hillock.device.rram;

import io.hillock.device.crossbar.PairRead;
import io.hillock.ledger.Counts;
import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;
import io.hillock.signal.SpikeList;
import io.hillock.synapse.Wiring;
import io.hillock.unit.Time;

/** A small crossbar and its inputs, for tests. */
abstract class RramBench {
  static final int PRE = 23;
  static final int POST = 17;
  final Counts counts = new Counts();
  final RandomStream input = Seed.of(11).stream(Purpose.INPUT);

  static Wiring sparse() {
    return Wiring.where(PRE, POST, (i, j) -> (i * 7 + j * 3) % 4 != 0);
  }

  static Wiring dense() {
    return Wiring.where(PRE, POST, (i, j) -> true);
  }

  float[] weights(Wiring wiring, double size) {
    float[] w = new float[wiring.size()];
    for (int k = 0; k < w.length; k++) {
      w[k] = (float) input.nextDouble(-size, size);
    }
    return w;
  }

  RramSynapses create(RramParameters p, Wiring wiring, float[] w, PairRead mode) {
    return new RramCrossbar(p, 1, Time.ms(1), mode)
        .create(wiring, w, Seed.of(3).stream(Purpose.DEVICE), counts);
  }

  RramSynapses create(RramParameters p, Wiring wiring, float[] w) {
    return create(p, wiring, w, PairRead.DIFFERENCE);
  }

  static SpikeList all(int n) {
    SpikeList spikes = new SpikeList(n);
    for (int i = 0; i < n; i++) {
      spikes.add(i);
    }
    return spikes;
  }
}
