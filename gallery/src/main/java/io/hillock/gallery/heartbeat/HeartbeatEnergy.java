package io.hillock.gallery.heartbeat;

import io.hillock.gallery.LedgerSummary;
import io.hillock.gallery.Result;
import io.hillock.gallery.Table;
import io.hillock.ledger.CountKind;
import io.hillock.ledger.Counts;
import io.hillock.ledger.EnergyEstimate;
import io.hillock.ledger.EnergyReport;
import io.hillock.ledger.Ledger;
import io.hillock.ledger.MemoryReport;
import io.hillock.ledger.NeuroBench;
import io.hillock.ledger.QuantisedAnnBaseline;
import io.hillock.ledger.Technology;
import io.hillock.network.Projection;
import io.hillock.network.Session;
import io.hillock.network.SessionMetrics;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Energy, memory and complexity of a heartbeat run, as tables with the yardstick beside them. */
final class HeartbeatEnergy {
  private static final int WINDOW = 180; // samples of each lead around a beat, 0.5 s at 360 Hz
  private static final int INTERVALS = 3; // RR before, RR after the one before, running mean
  private static final int UNITS = 64;

  private HeartbeatEnergy() {}

  /**
   * The yardstick: an 8-bit network with one hidden layer over a window of the samples around each
   * beat and three intervals, run once for each beat. It is sized, not trained: what it would cost.
   */
  static QuantisedAnnBaseline baseline(int leads) {
    return QuantisedAnnBaseline.int8(leads * WINDOW + INTERVALS, UNITS, HeartbeatSettings.CLASSES);
  }

  /** What of a ledger was spent on changing weights. */
  static EnergyEstimate learning(Technology technology, Ledger ledger) {
    Ledger writes = new Ledger();
    ledger
        .owners()
        .forEach((owner, all) -> {
          Counts some = writes.of(owner);
          some.add(CountKind.SYNAPSE_WRITE, all.get(CountKind.SYNAPSE_WRITE));
          some.add(CountKind.PROGRAMMING_PULSE, all.get(CountKind.PROGRAMMING_PULSE));
          some.addWriteEnergy(all.writeEnergyJ());
        });
    return technology.price(writes).total();
  }

  /** All but learning; the band of the difference of bands that err the same way. */
  static EnergyEstimate inference(Technology technology, Ledger ledger) {
    EnergyEstimate all = technology.price(ledger).total();
    EnergyEstimate learning = learning(technology, ledger);
    return new EnergyEstimate(
        Math.max(0, all.value() - learning.value()),
        Math.max(0, all.low() - learning.low()),
        Math.max(0, all.high() - learning.high()));
  }

  /** Energies of parts that use any; projections that differ in their delay are one part. */
  static Map<String, EnergyEstimate> byPart(EnergyReport report) {
    Map<String, EnergyEstimate> parts = new LinkedHashMap<>();
    report
        .byOwner()
        .forEach((owner, e) -> {
          if (e.high() > 0) {
            String part = owner.replaceFirst("#[0-9]+$", "").replace("->", " to ");
            parts.merge(part, e, EnergyEstimate::plus);
          }
        });
    return parts;
  }

  /** What all persons of a seed spent together. */
  private record Spent(Ledger ledger, long beats, long labelled) {
    static Spent by(List<PersonOutcome> runs) {
      Ledger ledger = new Ledger();
      for (PersonOutcome r : runs) {
        r.ledger().owners().forEach((owner, counts) -> ledger.of(owner).addAll(counts));
      }
      return new Spent(
          ledger,
          runs.stream().mapToLong(PersonOutcome::decisions).sum(),
          runs.stream().mapToLong(PersonOutcome::labelled).sum());
    }

    double idleFraction() {
      Counts total = ledger.total();
      double idle = total.get(CountKind.IDLE_STEP);
      return idle / (idle + total.get(CountKind.STEP));
    }

    double synapticOperationsPerBeat() {
      Counts total = ledger.total();
      return (double) (total.get(CountKind.SYNAPSE_READ) + total.get(CountKind.MULTIPLY_ACCUMULATE))
          / beats;
    }
  }

  /**
   * Puts energy and idle steps of all persons into a result, priced as a 28 nm processor: metrics
   * as means over seeds, ledger, memory and table of the first seed.
   *
   * @param bySeed outcomes of all persons, by seed
   */
  static void put(Result result, List<List<PersonOutcome>> bySeed) {
    Technology technology = Technology.of(Technology.BuiltIn.DIGITAL_28NM);
    List<Spent> spent = bySeed.stream().map(Spent::by).toList();
    result
        .metric(
            "energy.perBeat.inferenceJ",
            each(spent, s -> inference(technology, s.ledger).value() / s.beats))
        .metric(
            "energy.perBeat.learningJ",
            each(
                spent,
                s -> s.labelled == 0 ? 0 : learning(technology, s.ledger).value() / s.labelled))
        .metric("idle.fraction", each(spent, Spent::idleFraction))
        .metric("synapticOperations.perBeat", each(spent, Spent::synapticOperationsPerBeat));
    Spent first = spent.getFirst();
    PersonOutcome person = bySeed.getFirst().getFirst();
    result.ledger(
        new LedgerSummary(
            first.ledger.total(),
            technology.price(first.ledger),
            person.inferenceBytes(),
            person.learningBytes()));
    result.table(perBeat(technology, first.ledger, first.beats, first.labelled, 2));
  }

  private static double[] each(List<Spent> spent, ToDoubleFunction<Spent> figure) {
    return spent.stream().mapToDouble(figure).toArray();
  }

  static Table energy(EnergyReport report) {
    List<List<String>> rows = new ArrayList<>();
    byPart(report).forEach((part, e) -> rows.add(row(part, e, 1e6)));
    rows.add(row("all", report.total(), 1e6));
    return new Table(
        "Energy by part of the network after " + report.technology() + " [uJ]",
        List.of("part", "best estimate", "low", "high"),
        rows);
  }

  static Table perBeat(
      Technology technology, Ledger ledger, long decided, long labelled, int leads) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(
        row(
            "this network, inference, per beat",
            inference(technology, ledger).times(over(decided)),
            1e9));
    rows.add(
        row(
            "this network, learning, per labelled beat",
            learning(technology, ledger).times(over(labelled)),
            1e9));
    QuantisedAnnBaseline ann = baseline(leads);
    Ledger one = new Ledger();
    one.of("ann").addAll(ann.counts(1));
    rows.add(
        row(
            "8-bit ANN " + layers(ann) + ", sized not trained, per beat",
            technology.price(one).total(),
            1e9));
    return new Table(
        "Energy per beat beside a quantised ANN, both after " + technology.name() + " [nJ]",
        List.of("what", "best estimate", "low", "high"),
        rows);
  }

  private static String layers(QuantisedAnnBaseline ann) {
    return String.join("-", ann.layers().stream().map(String::valueOf).toList());
  }

  private static double over(long n) {
    return n == 0 ? 0 : 1.0 / n;
  }

  private static List<String> row(String name, EnergyEstimate e, double factor) {
    return List.of(
        name, figure(factor * e.value()), figure(factor * e.low()), figure(factor * e.high()));
  }

  static Table memory(MemoryReport memory, int leads) {
    Map<String, double[]> byPart = new LinkedHashMap<>();
    memory
        .inference()
        .forEach((path, bits) ->
            byPart.computeIfAbsent(part(path), p -> new double[2])[0] += bits / 8.0);
    memory
        .learning()
        .forEach((path, bits) ->
            byPart.computeIfAbsent(part(path), p -> new double[2])[1] += bits / 8.0);
    List<List<String>> rows = new ArrayList<>();
    byPart.forEach((part, bytes) -> rows.add(List.of(part, figure(bytes[0]), figure(bytes[1]))));
    rows.add(List.of("all", figure(memory.inferenceBytes()), figure(memory.learningBytes())));
    rows.add(
        List.of(
            "8-bit ANN " + layers(baseline(leads)),
            figure(baseline(leads).footprintBits() / 8.0),
            "0"));
    return new Table(
        String.format(
            Locale.ROOT,
            "Memory of the modelled hardware [byte]; learning adds %.2f %%",
            memory.overheadPercent()),
        List.of("part", "inference", "only for learning"),
        rows);
  }

  private static String part(String path) {
    String[] names = path.split("/");
    return switch (names[0]) {
      case "frontEnd" -> "front end: encoder, detector, rhythm";
      case "readout" -> "readout";
      case "features" -> "features of a beat";
      case "reservoir" ->
          switch (names[1]) {
            case "session" -> "hidden network";
            case "hiddenTraces", "rhythmTraces" -> "traces of spikes";
            default -> "centre and scale of features";
          };
      default -> "other";
    };
  }

  static NeuroBench neuroBench(PersonRun.Result run) {
    HeartbeatStream stream = run.stream();
    Session session = stream.session();
    List<NeuroBench.Connections> connections = new ArrayList<>();
    for (Projection p : session.network().projections()) {
      connections.add(
          SessionMetrics.connections(session.synapses(p), stream.ledger().of(p.name())));
    }
    connections.add(SessionMetrics.connections(stream.readout(), stream.ledger().of("readout")));
    List<NeuroBench.Activations> activations =
        session.network().populations().stream()
            .filter(p -> !p.isInput())
            .map(p -> new NeuroBench.Activations(p.size(), stream.ledger().of(p.name())))
            .toList();
    return NeuroBench.of(
        new MemoryReport(stream), connections, activations, Math.max(1, stream.samples()));
  }

  static Table neuroBench(NeuroBench n) {
    return new Table(
        "NeuroBench metrics of the algorithm track; an execution is one sample",
        List.of("metric", "value"),
        List.of(
            List.of("footprint [byte]", figure(n.footprintBytes())),
            List.of("footprint added by learning [byte]", figure(n.learningBytes())),
            List.of("connection sparsity", figure(n.connectionSparsity())),
            List.of("activation sparsity", figure(n.activationSparsity())),
            List.of("dense synaptic operations per sample", figure(n.denseOperations())),
            List.of("effective ACs per sample", figure(n.effectiveAcs())),
            List.of("effective MACs per sample", figure(n.effectiveMacs()))));
  }

  /** Four significant digits; an en dash for what is not a number. */
  static String figure(double value) {
    if (Double.isNaN(value)) {
      return HeartbeatReport.UNDEFINED;
    }
    if (value == 0) {
      return "0";
    }
    double size = Math.abs(value);
    if (size >= 1000) {
      return String.format(Locale.ROOT, "%.0f", value);
    }
    int digits = Math.clamp(3 - (int) StrictMath.floor(StrictMath.log10(size)), 0, 6);
    return String.format(Locale.ROOT, "%." + digits + "f", value);
  }
}
