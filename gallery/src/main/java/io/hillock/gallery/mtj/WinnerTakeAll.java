package io.hillock.gallery.mtj;

import io.hillock.device.mtj.JunctionArray;
import io.hillock.device.mtj.StochasticRule;
import io.hillock.ledger.CountKind;
import io.hillock.ledger.Counts;
import io.hillock.ledger.Ledger;
import io.hillock.signal.SpikeList;
import io.hillock.state.StateRole;
import io.hillock.state.StateVisitor;
import io.hillock.state.Stateful;
import io.hillock.unit.Time;
import java.util.Arrays;

/**
 * A layer of leaky neurons that inhibit each other, on binary junctions that learn without labels.
 *
 * {@snippet lang=text :
 * v_j <- exp(-dt / tau) v_j + sum over input spikes i of (w_ij - w_ref),
 *        w = (G - G_AP) / (G_P - G_AP)                                                  (1)
 * fires: the j of the greatest v_j - theta_j, if that is not negative                   (2)
 * then: v = 0 for all, for t_inh; every junction of j is pulsed by the rule             (3)
 * theta_j <- max(theta_min, theta_j + gamma (s_j - T dt))                               (4)
 * }
 *
 * <p>v, theta potential and threshold in units of one spike through one ideal junction that is ON,
 * shape (neurons); s_j 1 where j fired in this step. (4) brings every neuron to the rate T by its
 * threshold. G_AP and G_P are those of the nominal junction. The reference w_ref, a little above
 * OFF, makes a spike that meets OFF junctions speak against a neuron.
 *
 * @see "A. F. Vincent et al. (2015), IEEE Trans. Biomed. Circuits Syst. 9:166,
 *     doi:10.1109/TBCAS.2015.2414423, for (3)"
 * @see "D. Querlioz, O. Bichler, P. Dollfus, C. Gamrat (2013), IEEE Trans. Nanotechnol. 12:288,
 *     doi:10.1109/TNANO.2013.2250995, for thresholds under homeostasis"
 */
final class WinnerTakeAll implements Stateful {
  static final int NONE = -1;

  /**
   * Numbers of a layer.
   *
   * @param inputs number of inputs
   * @param neurons number of neurons
   * @param dt step
   * @param tau tau, of the membrane
   * @param inhibition t_inh
   * @param reference w_ref
   * @param theta threshold at the beginning
   * @param least theta_min
   * @param gamma gamma, rise of a threshold by a spike
   * @param targetHz T
   * @param rule rule of the junctions
   */
  record Settings(
      int inputs,
      int neurons,
      Time dt,
      Time tau,
      Time inhibition,
      double reference,
      double theta,
      double least,
      double gamma,
      double targetHz,
      StochasticRule rule) {}

  private final Settings settings;
  private final JunctionArray junctions; // junction i neurons + j joins input i to neuron j
  private final Counts reading;
  private final Counts learning;
  private final double decay;
  private final int window;
  private final int silent;

  /** Potentials, shape (neurons). */
  private final double[] v;

  /** Thresholds, shape (neurons). */
  private final double[] theta;

  /** Step of the last spike, shape (inputs). */
  private final int[] last;

  private int now;
  private int until;

  WinnerTakeAll(Settings settings, JunctionArray junctions, Ledger ledger) {
    this.settings = settings;
    this.junctions = junctions;
    reading = ledger.of("layer");
    learning = ledger.of("junctions");
    decay = StrictMath.exp(-settings.dt().ms() / settings.tau().ms());
    window = (int) StrictMath.round(settings.rule().window().ms() / settings.dt().ms());
    silent = (int) StrictMath.round(settings.inhibition().ms() / settings.dt().ms());
    v = new double[settings.neurons()];
    theta = new double[settings.neurons()];
    last = new int[settings.inputs()];
    Arrays.fill(theta, settings.theta());
    Arrays.fill(last, -window);
  }

  /**
   * One step.
   *
   * @param spikes inputs that spike
   * @param learns whether junctions and thresholds change
   * @return the neuron that fires, or NONE
   */
  int step(SpikeList spikes, boolean learns) {
    int neurons = v.length;
    for (int n = 0; n < spikes.size(); n++) {
      last[spikes.get(n)] = now;
    }
    int winner = NONE;
    if (now >= until) {
      for (int j = 0; j < neurons; j++) {
        v[j] *= decay;
      }
      for (int n = 0; n < spikes.size(); n++) {
        int row = spikes.get(n) * neurons;
        reading.addReadEnergy(junctions.addTo(row, neurons, settings.reference(), v)); // (1)
      }
      double best = 0;
      for (int j = 0; j < neurons; j++) {
        double above = v[j] - theta[j];
        if (above >= best) { // (2)
          best = above;
          winner = j;
        }
      }
      reading.add(CountKind.SYNAPSE_READ, (long) spikes.size() * neurons);
      reading.add(CountKind.NEURON_UPDATE, neurons);
    }
    if (winner != NONE) {
      reading.add(CountKind.SPIKE, 1);
      Arrays.fill(v, 0);
      until = now + 1 + silent;
      if (learns) {
        pulse(winner); // (3)
      }
    }
    if (learns) {
      learning.add(CountKind.TRACE_UPDATE, spikes.size());
      double fall = settings.gamma() * settings.targetHz() * settings.dt().seconds();
      for (int j = 0; j < neurons; j++) { // (4)
        double rise = j == winner ? settings.gamma() : 0;
        theta[j] = Math.max(settings.least(), theta[j] + rise - fall);
      }
    }
    now++;
    return winner;
  }

  private void pulse(int j) {
    double before = junctions.energyFJ();
    for (int i = 0; i < last.length; i++) {
      junctions.learn(i * v.length + j, now - last[i] < window);
    }
    learning.add(CountKind.PROGRAMMING_PULSE, last.length);
    learning.add(CountKind.SYNAPSE_WRITE, last.length);
    learning.addWriteEnergy(1e-15 * (junctions.energyFJ() - before));
  }

  /** Lets potentials, window and inhibition be forgotten, as a long silence would. */
  void rest() {
    Arrays.fill(v, 0);
    now += window;
    until = now;
  }

  JunctionArray junctions() {
    return junctions;
  }

  int neurons() {
    return v.length;
  }

  double threshold(int j) {
    return theta[j];
  }

  @Override
  public void visit(StateVisitor visitor) {
    visitor.doubles("v", StateRole.INFERENCE, Float.SIZE, v);
    visitor.doubles("theta", StateRole.INFERENCE, Float.SIZE, theta);
    visitor.ints("last", StateRole.LEARNING, Byte.SIZE, last);
    now = (int) visitor.scalar("now", StateRole.BOOKKEEPING, Integer.SIZE, now);
    until = (int) visitor.scalar("until", StateRole.BOOKKEEPING, Integer.SIZE, until);
    visitor.part("junctions", junctions);
  }
}
