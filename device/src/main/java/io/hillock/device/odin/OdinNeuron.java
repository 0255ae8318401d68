package io.hillock.device.odin;

import io.hillock.fault.ParameterException;

/**
 * The registers of a leaky integrate-and-fire neuron of the processor.
 *
 * {@snippet lang=text :
 * event of weight w:     V' = min(V + w, 255), or max(V - w, 0) when inhibitory      (1)
 * time reference:        V' = max(V - leak, 0)                                      (2)
 * V' >= thr  =>  spike, V = 0;   otherwise V = V'                                   (3)
 * Ca' = min(Ca + 1, 7) on a spike,  max(Ca - 1, 0) on a calcium leak,  Ca on both    (4)
 * }
 *
 * <p>A calcium leak comes with every {@code calciumLeak}-th time reference.
 *
 * @param threshold thr, from 1 to 255
 * @param leak what a time reference takes from V, from 0 to 127
 * @param learns ca_en, whether the synapses of this neuron learn
 * @param thetaM theta_m, membrane threshold of learning, from 0 to 255
 * @param theta1 theta_1, lower bound of calcium, from 0 to theta_2
 * @param theta2 theta_2, upper bound of calcium for depression, from theta_1 to theta_3
 * @param theta3 theta_3, upper bound of calcium for potentiation, from theta_2 to 7
 * @param calciumLeak time references per calcium leak, from 0 (none) to 31
 * @see "C. Frenkel, M. Lefebvre, J.-D. Legat, D. Bol (2019), IEEE TBioCAS 13:145,
 *     doi:10.1109/TBCAS.2018.2880425"
 */
public record OdinNeuron(
    int threshold,
    int leak,
    boolean learns,
    int thetaM,
    int theta1,
    int theta2,
    int theta3,
    int calciumLeak) {
  /** Checks every documented bound. */
  public OdinNeuron {
    require("thr", threshold, 1, 255);
    require("leak", leak, 0, 127);
    require("theta_m", thetaM, 0, 255);
    require("theta_3", theta3, 0, Sdsp.MOST);
    require("theta_2", theta2, 0, theta3);
    require("theta_1", theta1, 0, theta2);
    require("ca_leak", calciumLeak, 0, 31);
  }

  private static void require(String symbol, int value, int low, int high) {
    if (value < low || value > high) {
      throw new ParameterException(
          "ODIN neuron", symbol, value, "it must be from " + low + " to " + high);
    }
  }
}
