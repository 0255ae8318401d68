package io.hillock.network;

import io.hillock.fault.ParameterException;
import io.hillock.ledger.CountKind;
import io.hillock.ledger.Counts;
import io.hillock.ledger.Ledger;
import io.hillock.neuron.Neurons;
import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;
import io.hillock.signal.DelayWheel;
import io.hillock.signal.SpikeList;
import io.hillock.state.StateRole;
import io.hillock.state.StateVisitor;
import io.hillock.state.Stateful;
import io.hillock.synapse.Synapses;
import io.hillock.synapse.Wiring;
import io.hillock.unit.Time;

/**
 * A running network. It owns all state: membranes, traces, weights or conductances, spikes under
 * way, random streams, counters and the clock. Nothing is shared between two sessions.
 *
 * <p>One step is one fixed sequence: deliver, integrate, fire, reset (population by population, in
 * the order of the network), read out, learn, program, account. Input and targets are given before
 * {@link #step()} and hold for that step only.
 */
public final class Session implements Stateful {
  private final Network network;
  private final Ledger ledger = new Ledger();
  private final Counts clockCounts;
  private final Neurons[] neurons;
  private final SpikeList[] spikes;
  private final DelayWheel[] wheels;
  private final Counts[] populationCounts;
  private final Synapses[] synapses;
  private final Projection[] projections;
  private final int[][] incoming;
  private final float[][] target;
  private final boolean[] targetPresent;
  private final Plasticity[] rules;
  private final boolean[] ruleFrozen;
  private long step;

  Session(Network network, Seed seed) {
    this.network = network;
    clockCounts = ledger.of("clock");
    int n = network.populations().size();
    neurons = new Neurons[n];
    spikes = new SpikeList[n];
    wheels = new DelayWheel[n];
    populationCounts = new Counts[n];
    target = new float[n][];
    targetPresent = new boolean[n];
    projections = network.projections().toArray(Projection[]::new);
    for (Network.PopulationPart part : network.populationParts()) {
      Population p = part.handle();
      spikes[p.index()] = new SpikeList(part.mostSpikes());
      wheels[p.index()] = new DelayWheel(part.mostSpikes(), longestDelayFrom(p));
      populationCounts[p.index()] = ledger.of(p.name());
      target[p.index()] = new float[p.size()];
      if (part.model() != null) {
        neurons[p.index()] = part.model().create(p.size(), network.dt());
      }
    }
    synapses = new Synapses[projections.length];
    for (Network.ProjectionPart part : network.projectionParts()) {
      synapses[part.handle().index()] = wire(part, seed);
    }
    incoming = new int[n][];
    for (int p = 0; p < n; p++) {
      int post = p;
      incoming[p] =
          java.util.stream.IntStream.range(0, projections.length)
              .filter(k -> projections[k].post().index() == post)
              .toArray();
    }
    rules = new Plasticity[network.rules().size()];
    ruleFrozen = new boolean[rules.length];
    for (int r = 0; r < rules.length; r++) {
      rules[r] = network.rules().get(r).start(new Context(seed, r));
    }
  }

  private int longestDelayFrom(Population p) {
    int longest = 0;
    for (Projection projection : projections) {
      if (projection.pre().equals(p)) {
        longest = Math.max(longest, projection.delay());
      }
    }
    return longest;
  }

  private Synapses wire(Network.ProjectionPart part, Seed seed) {
    Projection p = part.handle();
    RandomStream random = seed.stream(Purpose.WIRING, p.index());
    Wiring wiring = part.wiring().draw(p.pre().size(), p.post().size(), random);
    float[] weights = new float[wiring.size()];
    for (int i = 0; i < wiring.pre(); i++) {
      for (int k = wiring.rowStart(i); k < wiring.rowStart(i + 1); k++) {
        weights[k] = part.weights().draw(i, wiring.target(k), random);
      }
    }
    RandomStream device = seed.stream(Purpose.DEVICE, p.index());
    return part.substrate().create(wiring, weights, device, ledger.of(p.name()));
  }

  /**
   * The description that this session runs.
   *
   * @return the network
   */
  public Network network() {
    return network;
  }

  /**
   * The list to which the spikes of an input are added before a step.
   *
   * @param input an input population
   * @return its list, empty at the beginning of each step
   */
  public SpikeList input(Population input) {
    if (!input.isInput()) {
      throw new ParameterException(
          "session", "population", input.name(), "only an input takes spikes from outside");
    }
    return spikes[input.index()];
  }

  /**
   * Gives the teaching values of the next step.
   *
   * @param population the taught population
   * @param values shape (size); copied
   */
  public void target(Population population, float... values) {
    float[] own = target[population.index()];
    if (values.length != own.length) {
      throw new ParameterException(
          "session",
          "target of " + population.name(),
          values.length + " values",
          "there are " + own.length + " neurons");
    }
    System.arraycopy(values, 0, own, 0, own.length);
    targetPresent[population.index()] = true;
  }

  /** Computes one step. */
  public void step() {
    for (int p = 0; p < neurons.length; p++) {
      if (neurons[p] != null) {
        deliver(p);
        neurons[p].step(spikes[p]); // integrate, fire, reset
      }
    }
    for (int r = 0; r < rules.length; r++) { // learn
      if (!ruleFrozen[r]) {
        rules[r].step();
      }
    }
    for (Synapses s : synapses) { // program
      s.settle();
    }
    account();
  }

  private void deliver(int p) {
    float[] current = neurons[p].current();
    for (int k : incoming[p]) {
      synapses[k].deliver(delivered(projections[k]), current);
    }
  }

  private SpikeList delivered(Projection projection) {
    int pre = projection.pre().index();
    return projection.delay() == 0 ? spikes[pre] : wheels[pre].ago(projection.delay());
  }

  private void account() {
    for (int p = 0; p < neurons.length; p++) {
      populationCounts[p].add(CountKind.SPIKE, spikes[p].size());
      wheels[p].push(spikes[p]);
      if (neurons[p] == null) {
        spikes[p].clear();
      } else {
        populationCounts[p].add(CountKind.NEURON_UPDATE, neurons[p].size());
      }
      targetPresent[p] = false;
    }
    clockCounts.add(CountKind.STEP, 1);
    step++;
  }

  /**
   * Lets time pass without input. Where nothing can happen the stretch is skipped in closed form
   * and counted as idle; otherwise it is stepped until nothing can.
   *
   * @param steps how many steps, not negative
   */
  public void advance(long steps) {
    long left = steps;
    while (left > 0 && !isQuiet()) {
      step();
      left--;
    }
    if (left > 0) {
      skip(left);
    }
  }

  /**
   * Whether nothing can happen before new input arrives: no spike under way, no neuron that could
   * fire, no rule that needs the steps. Once quiet, a session stays quiet until it gets input.
   *
   * @return true when {@link #advance} would skip at once
   */
  public boolean isQuiet() {
    for (int p = 0; p < neurons.length; p++) {
      if (wheels[p].pending() || targetPresent[p]) {
        return false;
      }
      if (neurons[p] == null ? !spikes[p].isEmpty() : !neurons[p].silentWithoutInput()) {
        return false;
      }
    }
    for (Synapses s : synapses) {
      if (s.pending()) {
        return false;
      }
    }
    for (int r = 0; r < rules.length; r++) {
      if (!ruleFrozen[r] && !rules[r].canSkip()) {
        return false;
      }
    }
    return true;
  }

  private void skip(long steps) {
    for (int p = 0; p < neurons.length; p++) {
      if (neurons[p] != null) {
        neurons[p].skip(steps);
        spikes[p].clear();
      }
    }
    for (Synapses s : synapses) {
      s.skip(steps);
    }
    for (int r = 0; r < rules.length; r++) {
      if (!ruleFrozen[r]) {
        rules[r].skip(steps);
      }
    }
    clockCounts.add(CountKind.IDLE_STEP, steps);
    step += steps;
  }

  /** Puts membranes, traces and spikes under way back to rest; weights and counters stay. */
  public void reset() {
    for (int p = 0; p < neurons.length; p++) {
      if (neurons[p] != null) {
        neurons[p].reset();
      }
      spikes[p].clear();
      wheels[p].reset();
      targetPresent[p] = false;
    }
    for (Synapses s : synapses) {
      s.reset();
    }
    for (Plasticity rule : rules) {
      rule.reset();
    }
  }

  /**
   * Switches learning on or off; a frozen rule neither learns nor updates its traces.
   *
   * @param frozen true to freeze all rules
   */
  public void freeze(boolean frozen) {
    java.util.Arrays.fill(ruleFrozen, frozen);
  }

  /**
   * Spikes that a population fired in the last step.
   *
   * @param population not an input
   * @return its spikes
   */
  public SpikeList spikes(Population population) {
    return spikes[population.index()];
  }

  /**
   * The neurons of a population.
   *
   * @param population not an input
   * @return the running neurons
   */
  public Neurons neurons(Population population) {
    Neurons found = neurons[population.index()];
    if (found == null) {
      throw new ParameterException(
          "session", "population", population.name(), "an input has no neurons");
    }
    return found;
  }

  /**
   * The synapses of a projection.
   *
   * @param projection any projection of this network
   * @return its synapses
   */
  public Synapses synapses(Projection projection) {
    return synapses[projection.index()];
  }

  /**
   * A running rule.
   *
   * @param index its place in the network
   * @return the rule
   */
  public Plasticity rule(int index) {
    return rules[index];
  }

  /**
   * The counters of this session.
   *
   * @return the ledger
   */
  public Ledger ledger() {
    return ledger;
  }

  /**
   * Steps since the session was opened, idle ones included.
   *
   * @return the clock [steps]
   */
  public long now() {
    return step;
  }

  /**
   * Float lanes of the kernels in use on this machine.
   *
   * @return the lanes, 1 for scalar kernels
   */
  public static int vectorLanes() {
    return io.hillock.internal.simd.Kernels.best().lanes();
  }

  @Override
  public void visit(StateVisitor visitor) {
    step = visitor.scalar("step", StateRole.BOOKKEEPING, Long.SIZE, step);
    for (Population p : network.populations()) {
      int i = p.index();
      if (neurons[i] != null) {
        visitor.part(p.name(), neurons[i]);
      }
      visitor.part(p.name() + ".spikes", spikes[i]);
      visitor.part(p.name() + ".underWay", wheels[i]);
      visitor.floats(p.name() + ".target", StateRole.BOOKKEEPING, Float.SIZE, target[i]);
      targetPresent[i] = flag(visitor, p.name() + ".targetPresent", targetPresent[i]);
    }
    for (Projection p : projections) {
      visitor.part(p.name(), synapses[p.index()]);
    }
    for (int r = 0; r < rules.length; r++) {
      visitor.part("rule" + r, rules[r]);
      ruleFrozen[r] = flag(visitor, "rule" + r + ".frozen", ruleFrozen[r]);
    }
    visitor.part("ledger", ledger);
  }

  private static boolean flag(StateVisitor visitor, String name, boolean value) {
    return visitor.scalar(name, StateRole.BOOKKEEPING, 1, value ? 1L : 0L) != 0;
  }

  /** What a rule sees of this session. */
  private final class Context implements RuleContext {
    private final Seed seed;
    private final int rule;

    Context(Seed seed, int rule) {
      this.seed = seed;
      this.rule = rule;
    }

    @Override
    public Time dt() {
      return network.dt();
    }

    @Override
    public Neurons neurons(Population population) {
      return Session.this.neurons(population);
    }

    @Override
    public SpikeList spikes(Population population) {
      return spikes[population.index()];
    }

    @Override
    public SpikeList delivered(Projection projection) {
      return Session.this.delivered(projection);
    }

    @Override
    public Synapses synapses(Projection projection) {
      return synapses[projection.index()];
    }

    @Override
    public float[] target(Population population) {
      return target[population.index()];
    }

    @Override
    public boolean hasTarget(Population population) {
      return targetPresent[population.index()];
    }

    @Override
    public RandomStream random(int index) {
      return seed.stream(Purpose.RULE, rule, index);
    }

    @Override
    public Counts counts() {
      return ledger.of("rule" + rule);
    }
  }
}
