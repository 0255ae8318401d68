package io.hillock.learning;

import io.hillock.network.NetworkBuilder;
import io.hillock.network.PlasticityRule;
import io.hillock.network.Population;
import io.hillock.network.Projection;
import io.hillock.network.Session;
import io.hillock.neuron.Alif;
import io.hillock.neuron.AlifParameters;
import io.hillock.neuron.InputScaling;
import io.hillock.neuron.LeakyIntegrator;
import io.hillock.neuron.LifParameters;
import io.hillock.neuron.NeuronModel;
import io.hillock.neuron.ResetMode;
import io.hillock.neuron.Triangle;
import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;
import io.hillock.synapse.IdealSubstrate;
import io.hillock.synapse.WeightInit;
import io.hillock.synapse.WiringRule;
import io.hillock.unit.Time;
import java.util.Optional;
import java.util.function.Function;

/** Random weights, spikes and targets of one seed, as in the authors' numerical proof. */
final class GradientProblem {
  static final int INPUTS = 3;
  static final int HIDDEN = 8;
  static final int STEPS = 50;
  static final LifParameters LIF =
      LifParameters.DEFAULT
          .withTauM(Time.ms(20))
          .withVTh(0.62)
          .withTRef(Time.ms(2))
          .withReset(ResetMode.SUBTRACT_AFTER_DECAY);
  static final LeakyIntegrator READOUT = new LeakyIntegrator(Time.ms(20), InputScaling.UNIT);
  static final Triangle PSI = new Triangle(0.3f, true);

  /** Four LIF and four adaptive neurons. */
  static NeuronModel mixed(LifParameters lif) {
    return Alif.of(new AlifParameters(lif, Time.ms(500), 0.07)).withPlain(4);
  }

  final float[][] in;
  final float[][] rec;
  final float[][] out;
  final double[][] x = new double[STEPS][INPUTS];
  final double[][] target = new double[STEPS][];

  GradientProblem(long seed) {
    RandomStream random = Seed.of(seed).stream(Purpose.DATA);
    in = normal(random, INPUTS, HIDDEN, 0.6);
    rec = normal(random, HIDDEN, HIDDEN, 0.3);
    out = normal(random, HIDDEN, 2, 0.5);
    for (int j = 0; j < HIDDEN; j++) {
      rec[j][j] = 0;
    }
    for (int t = 0; t < STEPS; t++) {
      for (int i = 0; i < INPUTS; i++) {
        x[t][i] = random.nextBoolean(0.1) ? 1 : 0; // 100 Hz
      }
      if (t >= 10) {
        target[t] = new double[] {(float) random.nextGaussian(), (float) random.nextGaussian()};
      }
    }
  }

  private static float[][] normal(RandomStream random, int rows, int columns, double sd) {
    float[][] m = new float[rows][columns];
    for (float[] row : m) {
      for (int k = 0; k < columns; k++) {
        row[k] = (float) (sd * random.nextGaussian());
      }
    }
    return m;
  }

  DoubleNetwork exact(LifParameters lif, double beta) {
    DoubleNetwork net = new DoubleNetwork();
    net.alpha = (float) Math.exp(-1 / lif.tauM().ms());
    net.zeta = lif.scaling() == InputScaling.UNIT ? 1 : 1 - (float) net.alpha;
    net.rho = (float) Math.exp(-1.0 / 500);
    net.beta = new double[HIDDEN];
    java.util.Arrays.fill(net.beta, 4, HIDDEN, (float) beta);
    net.vTh = (float) 0.62;
    net.gamma = 0.3f;
    net.blocked = 2;
    net.kappa = (float) Math.exp(-1.0 / 20);
    net.in = wide(in);
    net.rec = wide(rec);
    net.out = wide(out);
    net.forward(x, target);
    return net;
  }

  private static double[][] wide(float[][] m) {
    double[][] w = new double[m.length][m[0].length];
    for (int i = 0; i < m.length; i++) {
      for (int k = 0; k < w[i].length; k++) {
        w[i][k] = m[i][k];
      }
    }
    return w;
  }

  Trained open(NeuronModel neurons, Function<HardwareEProp.Wires, PlasticityRule> rule) {
    NetworkBuilder net = new NetworkBuilder(Time.ms(1));
    Population pin = net.input("in", INPUTS);
    Population hidden = net.neurons("hidden", HIDDEN, neurons);
    Population pout = net.neurons("out", 2, READOUT);
    IdealSubstrate ideal = IdealSubstrate.UNBOUNDED;
    WiringRule all = WiringRule.Regular.ALL_TO_ALL;
    Projection win = net.connect(pin, hidden, all, WeightInit.of(in), ideal);
    Projection wrec =
        net.connect(hidden, hidden, WiringRule.Regular.ALL_BUT_SELF, WeightInit.of(rec), ideal);
    Projection wout = net.connect(hidden, pout, all, WeightInit.of(out), ideal);
    net.learn(rule.apply(new HardwareEProp.Wires(win, Optional.of(wrec), wout)));
    return new Trained(net.build().open(Seed.of(1)), pin, pout, win, wrec, wout);
  }

  void step(Trained trained, int t) {
    for (int i = 0; i < INPUTS; i++) {
      if (x[t][i] > 0) {
        trained.session.input(trained.in).add(i);
      }
    }
    if (target[t] != null) {
      trained.session.target(trained.out, (float) target[t][0], (float) target[t][1]);
    }
    trained.session.step();
  }

  void run(Trained trained) {
    for (int t = 0; t < STEPS; t++) {
      step(trained, t);
    }
  }

  record Trained(
      Session session,
      Population in,
      Population out,
      Projection win,
      Projection wrec,
      Projection wout) {
    EProp.Running rule() {
      return (EProp.Running) session.rule(0);
    }
  }

  static EProp rule(HardwareEProp.Wires wires) {
    return EProp.of(wires, Loss.SQUARED, READOUT, PSI, new GradientDescent(0.01));
  }

  static double greatest(double[][] m) {
    double greatest = 0;
    for (double[] row : m) {
      for (double value : row) {
        greatest = Math.max(greatest, Math.abs(value));
      }
    }
    return greatest;
  }
}
