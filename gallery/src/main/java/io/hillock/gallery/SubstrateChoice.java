package io.hillock.gallery;

import io.hillock.device.rram.Programming;
import io.hillock.device.rram.RramCrossbar;
import io.hillock.device.rram.RramParameters;
import io.hillock.device.rram.RramPreset;
import io.hillock.synapse.DigitalSubstrate;
import io.hillock.synapse.IdealSubstrate;
import io.hillock.synapse.Rounding;
import io.hillock.synapse.Substrate;
import io.hillock.unit.Time;

/** The substrate of a whole application: a kind that is cut to the range of each projection. */
@FunctionalInterface
public interface SubstrateChoice {
  /**
   * The substrate of one projection.
   *
   * @param greatestWeight the greatest absolute weight that it must hold; also the bound of
   *     learning
   * @return the substrate
   */
  Substrate upTo(float greatestWeight);

  /**
   * Float weights, bounded.
   *
   * @return the choice
   */
  static SubstrateChoice ideal() {
    return greatest -> new IdealSubstrate(-greatest, greatest);
  }

  /**
   * Integer weights with stochastic rounding.
   *
   * @param bits bits of a weight, 2 to 16
   * @return the choice
   */
  static SubstrateChoice digital(int bits) {
    return greatest -> new DigitalSubstrate(bits, greatest, Rounding.STOCHASTIC);
  }

  /**
   * Differential pairs of resistive cells; changes below a step of the compliance current are made
   * with a probability, so that small lessons are not lost.
   *
   * @param preset the device
   * @param dt step of the network, against which blind time counts
   * @return the choice
   */
  static SubstrateChoice rram(RramPreset preset, Time dt) {
    RramParameters cells = preset.parameters().withRounding(Programming.Rounding.STOCHASTIC);
    return greatest -> new RramCrossbar(cells, greatest, dt);
  }
}
