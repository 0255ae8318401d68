package io.hillock.device.odin;

import io.hillock.fault.ParameterException;
import io.hillock.learning.Sdsp;
import io.hillock.network.Projection;
import io.hillock.neuron.NeuronModel;
import io.hillock.neuron.Neurons;
import io.hillock.synapse.Rounding;
import io.hillock.synapse.UnsignedSubstrate;
import io.hillock.unit.Time;

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
 * <p>As neurons of a network, a step is one event of the summed weights, (1) and (3), and then one
 * time reference, (2). That is {@link OdinCore} where a step brings a neuron one event at most; of
 * several, the core looks at the threshold after each, the network after their sum. Their weights
 * must be whole numbers, as those of {@link #SYNAPSES}.
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
    int calciumLeak)
    implements NeuronModel {
  /** Weights of 3 bits from 0 to 7, as the processor has them. */
  public static final UnsignedSubstrate SYNAPSES =
      new UnsignedSubstrate(SdspTable.BITS, SdspTable.MOST, Rounding.NEAREST);

  /** Checks every documented bound. */
  public OdinNeuron {
    require("thr", threshold, 1, 255);
    require("leak", leak, 0, 127);
    require("theta_m", thetaM, 0, 255);
    require("theta_3", theta3, 0, SdspTable.MOST);
    require("theta_2", theta2, 0, theta3);
    require("theta_1", theta1, 0, theta2);
    require("ca_leak", calciumLeak, 0, 31);
  }

  /**
   * The learning that these registers ask for, as a rule of a network.
   *
   * @param projection the plastic projection onto neurons of this model
   * @param dt the step of the network, which is one time reference
   * @param bistability time references between two bistability events, 0 for none
   * @return the rule
   */
  public Sdsp rule(Projection projection, Time dt, int bistability) {
    if (!learns) {
      throw new ParameterException(
          "ODIN neuron", "ca_en", 0, "it must be 1 where synapses of the neuron are to learn");
    }
    return new Sdsp(
        projection,
        new Sdsp.Parameters(
            SdspTable.BITS,
            thetaM,
            new Sdsp.Calcium(
                theta1, theta2, theta3, SdspTable.MOST, Time.ms(calciumLeak * dt.ms())),
            Time.ms(bistability * dt.ms())));
  }

  @Override
  public Neurons create(int n, Time dt) {
    return new OdinNeurons(this, n);
  }

  private static void require(String symbol, int value, int low, int high) {
    if (value < low || value > high) {
      throw new ParameterException(
          "ODIN neuron", symbol, value, "it must be from " + low + " to " + high);
    }
  }
}
