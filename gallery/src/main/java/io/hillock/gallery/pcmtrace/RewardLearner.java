package io.hillock.gallery.pcmtrace;

import io.hillock.gallery.Claim;
import io.hillock.gallery.Figures;
import io.hillock.gallery.Progress;
import io.hillock.learning.RewardModulatedRule;
import io.hillock.learning.TraceModel;
import io.hillock.ledger.MemoryReport;
import io.hillock.network.NetworkBuilder;
import io.hillock.network.Population;
import io.hillock.network.Projection;
import io.hillock.network.Session;
import io.hillock.neuron.InputScaling;
import io.hillock.neuron.Lif;
import io.hillock.neuron.LifParameters;
import io.hillock.neuron.ResetMode;
import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;
import io.hillock.synapse.IdealSubstrate;
import io.hillock.synapse.WeightInit;
import io.hillock.synapse.WiringRule;
import io.hillock.unit.Time;
import java.util.Optional;

/**
 * Neurons for actions that learn a {@link RewardTask} by {@link RewardModulatedRule}.
 *
 * {@snippet lang=text :
 * step 1: the spike of pattern i moves membranes by w_ij
 *         action j is chosen with probability exp(v_j/T) / sum_k exp(v_k/T)               (1)
 * step 2: pattern i and the choice of j spike, so that neuron j fires: a coincidence
 * reward: m = r - rbar,  rbar += 0.05 (r - rbar),  dw = eta m e                           (2)
 * }
 *
 * <p>A step is 1 ms. Between patterns and rewards the session skips; ages of traces are times of
 * the task. Weights lie in [-0.25, 0.25] and begin at 0; alone they never make a neuron fire.
 * Decisions are judged afterwards by the largest membrane, ties by lot.
 */
final class RewardLearner {
  private static final Time DT = Time.ms(1);
  private static final float BOUND = 0.25f;
  private static final double TEMPERATURE = 0.05;
  private static final double REWARD_RATE = 0.05;
  private static final int EVENTS_PER_LOOK = 100;
  private static final int CURVE = 20;

  /** Each pattern is shown so often when decisions are judged; only ties make a difference. */
  static final int JUDGED = 20;

  private static final long DECAY_STEPS = 1000;
  private static final int MOST_AWAITED = 64;

  private final RewardTask task;
  private final Session session;
  private final Population stimulus;
  private final Population choice;
  private final Population action;
  private final RewardModulatedRule.Running rule;
  private final RandomStream timing;
  private final RandomStream order;
  private final RandomStream explore;
  private final int[] right;
  private final double[] p;
  private final long[] dueAt = new long[MOST_AWAITED];
  private final double[] dueReward = new double[MOST_AWAITED];
  private int due;
  private double expected;

  RewardLearner(RewardTask task, double eta, TraceModel trace, Seed seed, int network) {
    this.task = task;
    NetworkBuilder net = new NetworkBuilder(DT);
    stimulus = net.input("stimulus", task.patterns());
    choice = net.input("choice", task.actions());
    LifParameters lif =
        new LifParameters(Time.ms(20), 1, ResetMode.TO_ZERO, 0, Time.ZERO, InputScaling.UNIT);
    action = net.neurons("action", task.actions(), Lif.of(lif));
    Projection learned =
        net.connect(
            stimulus,
            action,
            WiringRule.Regular.ALL_TO_ALL,
            WeightInit.uniform(0, 0),
            new IdealSubstrate(-BOUND, BOUND));
    net.connect(
        choice,
        action,
        WiringRule.Regular.ONE_TO_ONE,
        WeightInit.uniform(2, 2),
        IdealSubstrate.UNBOUNDED);
    net.learn(new RewardModulatedRule(learned, eta, trace));
    session = net.build().open(Seed.of(seed.value() * 1_000_003 + network));
    rule = (RewardModulatedRule.Running) session.rule(0);
    timing = seed.stream(Purpose.INPUT, network, 0);
    explore = seed.stream(Purpose.INPUT, network, 1);
    order = seed.stream(Purpose.DATA, network);
    right = new int[task.patterns()];
    for (int i = 0; i < right.length; i++) {
      right[i] = order.nextInt(task.actions());
    }
    p = new double[task.actions()];
  }

  /** Lets some networks learn, each with other devices, patterns and times. */
  static Optional<Figures> networks(
      int count, RewardTask task, TraceArm arm, Seed seed, Progress progress) {
    TraceArm.Setting setting = ChosenSettings.of(arm, task);
    Figures all = new Figures();
    double[] accuracy = new double[count];
    double[] curve = new double[CURVE];
    double simulatedS = 0;
    for (int n = 0; n < count; n++) {
      RewardLearner one =
          new RewardLearner(task, setting.eta(), arm.trace(setting.scaleS()), seed, n);
      Optional<Figures> found = one.run(progress);
      if (found.isEmpty()) {
        return found;
      }
      Figures figures = found.get();
      accuracy[n] = figures.get("accuracy");
      simulatedS += figures.get("simulatedS");
      double[] own = figures.row("curve");
      for (int b = 0; b < CURVE; b++) {
        curve[b] += own[b] / count;
      }
      all.account(figures.ledger(), new MemoryReport(one.session));
    }
    progress.advance(1);
    return Optional.of(
        all.put("accuracy", Claim.mean(accuracy))
            .put("networks", accuracy)
            .put("curve", curve)
            .put("simulatedS", simulatedS));
  }

  /** Learns the whole task and judges the decisions; empty when asked to stop. */
  Optional<Figures> run(Progress progress) {
    double[] curve = new double[CURVE];
    double dtS = DT.seconds();
    long next = task.gapS().steps(timing, dtS);
    for (int n = 0; n < task.events(); n++) {
      if (n % EVENTS_PER_LOOK == 0 && progress.stopRequested()) {
        return Optional.empty();
      }
      while (due > 0 && dueAt[0] <= next) {
        collect();
      }
      session.advance(next - session.now());
      int i = order.nextInt(task.patterns());
      boolean good = act(i) == right[i];
      curve[n * CURVE / task.events()] += good ? (double) CURVE / task.events() : 0;
      long rewardAt = session.now() + task.delayS().steps(timing, dtS);
      await(rewardAt, good ? 1 : -1);
      long gap = task.gapS().steps(timing, dtS);
      next = (task.overlapping() ? next : rewardAt) + gap;
    }
    while (due > 0) {
      collect();
    }
    double simulatedS = session.now() * dtS;
    Figures figures =
        new Figures()
            .account(session.ledger(), new MemoryReport(session))
            .put("curve", curve)
            .put("simulatedS", simulatedS);
    return Optional.of(figures.put("accuracy", judge()));
  }

  private void await(long at, double reward) {
    int k = due++;
    for (; k > 0 && dueAt[k - 1] > at; k--) {
      dueAt[k] = dueAt[k - 1];
      dueReward[k] = dueReward[k - 1];
    }
    dueAt[k] = at;
    dueReward[k] = reward;
  }

  private void collect() {
    session.advance(StrictMath.max(0, dueAt[0] - session.now()));
    double m = dueReward[0] - expected;
    expected += REWARD_RATE * m;
    rule.reward(m); // (2)
    due--;
    System.arraycopy(dueAt, 1, dueAt, 0, due);
    System.arraycopy(dueReward, 1, dueReward, 0, due);
  }

  private int act(int pattern) {
    session.input(stimulus).add(pattern);
    session.step();
    int j = draw(session.neurons(action).v());
    session.input(stimulus).add(pattern);
    session.input(choice).add(j);
    session.step();
    return j;
  }

  /** (1). */
  private int draw(float[] v) {
    double sum = 0;
    for (int j = 0; j < p.length; j++) {
      p[j] = StrictMath.exp(v[j] / TEMPERATURE);
      sum += p[j];
    }
    double u = explore.nextDouble() * sum;
    for (int j = 0; j < p.length - 1; j++) {
      u -= p[j];
      if (u < 0) {
        return j;
      }
    }
    return p.length - 1;
  }

  private double judge() {
    session.freeze(true);
    int good = 0;
    for (int n = 0; n < JUDGED; n++) {
      for (int i = 0; i < right.length; i++) {
        session.advance(DECAY_STEPS);
        session.input(stimulus).add(i);
        session.step();
        good += greatest(session.neurons(action).v()) == right[i] ? 1 : 0;
      }
    }
    return (double) good / (JUDGED * right.length);
  }

  private int greatest(float[] v) {
    int ties = 0;
    int best = 0;
    for (int j = 0; j < v.length; j++) {
      if (ties == 0 || v[j] > v[best]) {
        best = j;
        ties = 1;
      } else if (v[j] == v[best] && explore.nextInt(++ties) == 0) {
        best = j;
      }
    }
    return best;
  }
}
