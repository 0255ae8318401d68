package io.hillock.gallery.impact;

import io.hillock.device.DeviceModel;
import io.hillock.device.NonIdeality;
import io.hillock.gallery.Claim;
import io.hillock.gallery.Environment;
import io.hillock.gallery.Figures;
import io.hillock.gallery.KeptJobs;
import io.hillock.gallery.Result;
import io.hillock.gallery.SubstrateChoice;
import io.hillock.gallery.Table;
import io.hillock.gallery.plot.Plot;
import io.hillock.ledger.CountKind;
import io.hillock.random.Seed;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What each non-ideality of a device costs one task: accuracy with each switch on alone, with all
 * on, and with all on but one of the three worst, against the same task with all off, at equal
 * seeds.
 *
 * {@snippet lang=text :
 * loss alone(n)  = accuracy(none) - accuracy({n})                                      (1)
 * relief(n)      = accuracy(all but n) - accuracy(all)                                 (2)
 * }
 *
 * <p>Switches are ranked by (1), the worst offender first; (2) tells what mending it alone would
 * bring back. A switch that acts on another one counts together with it in (1), and goes with it in
 * (2). The spread is that of the paired differences over seeds.
 */
public final class DeviceImpact {
  private static final String IDEAL = "float";
  private static final String NONE = "none";
  private static final String ALL = "all";
  private static final int MENDED = 3;

  private final DeviceModel device;
  private final ImpactTask task;
  private final Environment environment;
  private final List<NonIdeality> switches;
  private final List<NonIdeality> ranked = new ArrayList<>();
  private final Map<String, List<Figures>> runs = new LinkedHashMap<>(); // one for each seed

  private DeviceImpact(DeviceModel device, ImpactTask task, Environment environment) {
    this.device = device;
    this.task = task;
    this.environment = environment;
    switches = List.copyOf(device.models());
  }

  /**
   * Measures it.
   *
   * @param device the device; its own switches do not matter
   * @param task the task
   * @param environment seeds, progress and parts
   * @return table, plot and metrics; one claim: all off gives the bits of float weights
   * @throws io.hillock.gallery.StoppedException when it was asked to stop; finished runs are kept
   */
  public static Result of(DeviceModel device, ImpactTask task, Environment environment) {
    return new DeviceImpact(device, task, environment).run();
  }

  private Result run() {
    Map<String, SubstrateChoice> choices = new LinkedHashMap<>();
    choices.put(ALL, with(switches));
    for (NonIdeality n : switches) {
      choices.put(alone(n), with(n.alone()));
    }
    choices.put(IDEAL, SubstrateChoice.ideal());
    choices.put(NONE, with(List.of()));
    measure(choices);
    ranked.addAll(switches);
    ranked.sort(
        Comparator.comparingDouble((NonIdeality n) -> -Claim.mean(difference(NONE, alone(n)))));
    Map<String, SubstrateChoice> mended = new LinkedHashMap<>();
    for (NonIdeality n : ranked.subList(0, StrictMath.min(MENDED, ranked.size()))) {
      mended.put(without(n), with(remaining(n)));
    }
    measure(mended);
    Result result = report();
    environment.parts().done();
    return result;
  }

  private void measure(Map<String, SubstrateChoice> choices) {
    List<KeptJobs.Job> jobs = new ArrayList<>();
    for (Seed seed : environment.seeds()) {
      choices.forEach((name, choice) ->
          jobs.add(
              new KeptJobs.Job(
                  key(name, seed), task.steps(), progress -> task.run(choice, seed, progress))));
    }
    List<Figures> done = KeptJobs.run("device-impact", "seconds", environment, jobs);
    int k = 0;
    for (int s = 0; s < environment.seeds().size(); s++) {
      for (String name : choices.keySet()) {
        runs.computeIfAbsent(name, n -> new ArrayList<>()).add(done.get(k++));
      }
    }
  }

  private SubstrateChoice with(Collection<NonIdeality> on) {
    return SubstrateChoice.device(device.withOnly(on), task.dt());
  }

  /** All but one, and but what acts on that one. */
  private Set<NonIdeality> remaining(NonIdeality off) {
    Set<NonIdeality> rest = new TreeSet<>(switches);
    rest.remove(off);
    rest.removeIf(n -> n.actsOn().filter(off::equals).isPresent());
    return rest;
  }

  private static String alone(NonIdeality n) {
    return "alone." + n.name();
  }

  private static String without(NonIdeality n) {
    return "without." + n.name();
  }

  private String key(String choice, Seed seed) {
    return "device-impact "
        + task.id()
        + ", "
        + task.data()
        + ", "
        + device.kind()
        + " "
        + device.name()
        + " "
        + device.figures().hashCode()
        + ", "
        + choice
        + ", seed "
        + seed.value();
  }

  private double[] accuracy(String choice) {
    return runs.get(choice).stream().mapToDouble(f -> f.get(ImpactTask.ACCURACY)).toArray();
  }

  /** Paired differences over seeds. */
  private double[] difference(String a, String b) {
    double[] d = accuracy(a);
    double[] y = accuracy(b);
    for (int s = 0; s < d.length; s++) {
      d[s] -= y[s];
    }
    return d;
  }

  private int differing() {
    int differing = 0;
    for (int s = 0; s < environment.seeds().size(); s++) {
      double ideal = runs.get(IDEAL).get(s).get(ImpactTask.FINGERPRINT);
      double none = runs.get(NONE).get(s).get(ImpactTask.FINGERPRINT);
      differing += Double.compare(ideal, none) == 0 ? 0 : 1;
    }
    return differing;
  }

  private Result report() {
    Result result = new Result("device-impact", environment, task.data());
    runs.keySet().forEach(name -> result.metric("accuracy." + name, accuracy(name)));
    for (NonIdeality n : ranked) {
      result.metric("loss." + n.name(), difference(NONE, alone(n)));
      if (runs.containsKey(without(n))) {
        result.metric("relief." + n.name(), difference(without(n), ALL));
      }
    }
    result.metric("loss.all", difference(NONE, ALL));
    int differing = differing();
    result.metric("identity.differences", differing);
    result.claim(
        Claim.of(
            "runs in which all switches off differ from float weights by a bit",
            new double[] {differing},
            "runs",
            Claim.Relation.EQUAL,
            0,
            "every decision and every weight of the readout, at equal seeds"));
    result.table(ranking()).table(numbers());
    result.plot(bars());
    return result;
  }

  private Table ranking() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(row("nothing: all off", NONE, ""));
    for (NonIdeality n : ranked) {
      boolean mended = runs.containsKey(without(n));
      rows.add(
          row(n.label(), alone(n), mended ? points(Claim.mean(difference(without(n), ALL))) : ""));
    }
    rows.add(row("all on", ALL, ""));
    NonIdeality worst = ranked.getFirst();
    return new Table(
        "Worst offender of "
            + device.name()
            + " on "
            + task.id()
            + ": "
            + worst.label()
            + (seen(difference(NONE, alone(worst))) ? "" : " (no loss beyond the spread)"),
        List.of(
            "switched on alone",
            "accuracy %",
            "loss, points",
            "over seeds",
            "relief when mended",
            "writes",
            "pulses",
            "lost spikes %"),
        rows);
  }

  private List<String> row(String label, String choice, String relief) {
    double[] loss = difference(NONE, choice);
    Figures f = runs.get(choice).getFirst();
    long reads = f.ledger().total().get(CountKind.SPIKE);
    long lost = f.ledger().total().get(CountKind.LOST_SPIKE);
    return List.of(
        label,
        points(Claim.mean(accuracy(choice))),
        points(Claim.mean(loss)),
        loss.length > 1 ? "+- " + points(Claim.spread(loss)) : "one seed",
        relief,
        Long.toString(f.ledger().total().get(CountKind.SYNAPSE_WRITE)),
        Long.toString(f.ledger().total().get(CountKind.PROGRAMMING_PULSE)),
        String.format(Locale.ROOT, "%.3f", reads == 0 ? 0 : 100.0 * lost / (lost + reads)));
  }

  /** Whether a mean difference lies beyond twice its standard error. */
  private static boolean seen(double[] d) {
    return d.length > 1 && Claim.mean(d) > 2 * Claim.spread(d) / StrictMath.sqrt(d.length);
  }

  private static String points(double fraction) {
    return String.format(Locale.ROOT, "%.2f", 100 * fraction);
  }

  private Table numbers() {
    List<List<String>> rows =
        device.figures().stream()
            .map(f ->
                List.of(
                    f.symbol(),
                    String.format(Locale.ROOT, "%.5g", f.value()),
                    f.unit(),
                    f.evidence().toString(),
                    f.source()))
            .toList();
    return new Table(
        "The numbers of " + device.name() + ": " + device.citation(),
        List.of("number", "value", "unit", "evidence", "source"),
        rows);
  }

  private Plot bars() {
    int n = ranked.size() + 1;
    String[] names = new String[n];
    double[] value = new double[n];
    double[] low = new double[n];
    double[] high = new double[n];
    for (int k = 0; k < n; k++) {
      boolean all = k == ranked.size();
      double[] loss = difference(NONE, all ? ALL : alone(ranked.get(k)));
      double mean = 100 * Claim.mean(loss);
      double sd = loss.length > 1 ? 100 * Claim.spread(loss) : 0;
      names[k] = all ? "all on" : ranked.get(k).label();
      value[k] = mean;
      low[k] = mean - sd;
      high[k] = mean + sd;
    }
    return new Plot.Bars(
        "Loss by each non-ideality alone, mean and spread over seeds: " + task.title(),
        Plot.Axis.of("points"),
        List.of(names),
        value,
        low,
        high);
  }
}
