package io.hillock.gallery;

import io.hillock.device.DeviceModel;
import io.hillock.device.mtj.MtjModel;
import io.hillock.device.mtj.MtjSubstrate;
import io.hillock.device.pcm.PcmParameters;
import io.hillock.device.pcm.PcmSubstrate;
import io.hillock.device.pcm.PulseCount;
import io.hillock.device.rram.Programming;
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
   * Differential pairs of devices; changes below the resolution of the device are made with a
   * probability, so that small lessons are not lost.
   *
   * @param device the device and its switches
   * @param dt step of the network, against which ages and blind time count
   * @return the choice
   */
  static SubstrateChoice device(DeviceModel device, Time dt) {
    return switch (device) {
      case RramParameters rram -> {
        RramParameters cells = rram.withRounding(Programming.Rounding.STOCHASTIC);
        yield greatest -> cells.substrate(greatest, dt);
      }
      case PcmParameters pcm ->
          greatest -> new PcmSubstrate(pcm, greatest, dt, new PulseCount.ByChance());
      case MtjModel mtj -> {
        MtjSubstrate solved =
            mtj.substrate(1, dt); // switching probabilities do not depend on w_max
        yield solved::upTo;
      }
      default -> greatest -> device.substrate(greatest, dt);
    };
  }

  /**
   * Differential pairs of resistive cells, see {@link #device}.
   *
   * @param preset the device
   * @param dt step of the network, against which blind time counts
   * @return the choice
   */
  static SubstrateChoice rram(RramPreset preset, Time dt) {
    return device(preset.parameters(), dt);
  }
}
