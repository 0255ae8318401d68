package io.hillock.gallery.language;

import io.hillock.gallery.Claim;
import io.hillock.gallery.Figures;
import io.hillock.gallery.LedgerSummary;
import io.hillock.gallery.Result;
import io.hillock.gallery.RuleCost;
import io.hillock.gallery.Scale;
import io.hillock.gallery.Table;
import io.hillock.gallery.plot.Plot;
import io.hillock.ledger.CountKind;
import io.hillock.ledger.Ledger;
import io.hillock.ledger.Technology;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Claims, metrics, plots and tables of the experiment. */
final class LanguageReport {
  private static final String BAR = "bar of this project";
  private static final String PAPER =
      "3 layers of 1350, 1350 and 750 units, batch 64, up to 1000 epochs: not this scale; the"
          + " figure is quoted and was not checked";
  private static final double PUBLISHED = 57;
  private static final double MEGA = 1e-6;
  private static final double MICRO = 1e6;

  private final Result result;
  private final Scale scale;
  private final EgruLanguageExperiment.Task task;
  private final List<Figures> figures;

  /** Figures of the models of the first seed, then of the next. */
  LanguageReport(
      Result result, Scale scale, EgruLanguageExperiment.Task task, List<Figures> figures) {
    this.result = result;
    this.scale = scale;
    this.task = task;
    this.figures = figures;
  }

  void add() {
    metrics();
    claims();
    plots();
    tables();
    for (LanguageModel model : LanguageModel.values()) {
      result.rule(cost(model));
    }
    Figures egru = of(LanguageModel.EGRU).getFirst();
    result.ledger(egru.priced(Technology.of(Technology.BuiltIn.DIGITAL_45NM)));
  }

  private List<Figures> of(LanguageModel model) {
    int models = LanguageModel.values().length;
    return IntStream.range(0, figures.size())
        .filter(k -> k % models == model.ordinal())
        .mapToObj(figures::get)
        .toList();
  }

  private double[] row(LanguageModel model, String name) {
    return of(model).stream().mapToDouble(f -> f.get(name)).toArray();
  }

  private double[] ratio() {
    double[] egru = row(LanguageModel.EGRU, LanguageRun.PERPLEXITY);
    double[] gru = row(LanguageModel.GRU, LanguageRun.PERPLEXITY);
    return IntStream.range(0, egru.length).mapToDouble(s -> egru[s] / gru[s]).toArray();
  }

  double backwardSparsity() {
    return Claim.mean(row(LanguageModel.EGRU, LanguageRun.LAST_BACKWARD));
  }

  private void metrics() {
    for (LanguageModel model : LanguageModel.values()) {
      result.metric("perplexity." + model.key(), row(model, LanguageRun.PERPLEXITY));
      result.metric("accuracy." + model.key(), row(model, LanguageRun.ACCURACY));
      result.metric("macs.recurrent." + model.key(), row(model, LanguageRun.RECURRENT_READS));
      result.metric("secondsPerWord.training." + model.key(), row(model, LanguageRun.SECONDS));
    }
    result.metric("perplexity.ratio", ratio());
    result.metric("perplexity.unigram", task.corpus().unigramPerplexity());
    result.metric("sparsity.activity", row(LanguageModel.EGRU, LanguageRun.TEST_ACTIVITY));
    result.metric("sparsity.backward", row(LanguageModel.EGRU, LanguageRun.LAST_BACKWARD));
    result.metric("macs.recurrent.dense", denseRecurrent(LanguageModel.EGRU));
  }

  /** From below and own, all gates. */
  private double denseRecurrent(LanguageModel model) {
    double n = task.setup().units();
    return model.gates() * 2 * n * n;
  }

  private void claims() {
    LanguageBars bars = LanguageBars.of(scale, !task.corpus().sha256().isEmpty());
    for (LanguageModel model : LanguageModel.values()) {
      Claim claim =
          new Claim(
              "test perplexity, " + model.label(),
              Claim.mean(row(model, LanguageRun.PERPLEXITY)),
              Claim.spread(row(model, LanguageRun.PERPLEXITY)),
              "1",
              Claim.Relation.REPORTED,
              Double.NaN,
              Double.NaN,
              bars.published() && model == LanguageModel.EGRU ? PAPER : "for comparison");
      result.claim(
          bars.published() && model == LanguageModel.EGRU ? claim.published(PUBLISHED) : claim);
    }
    result.claim(
        Claim.of(
            "test perplexity, EGRU over GRU of the same size, trained equally",
            ratio(),
            "1",
            Claim.Relation.AT_MOST,
            bars.ratio(),
            BAR));
    Claim activity =
        Claim.of(
            "activity sparsity on the test part: share of units that send nothing",
            row(LanguageModel.EGRU, LanguageRun.TEST_ACTIVITY),
            "fraction",
            Claim.Relation.AT_LEAST,
            bars.activity(),
            BAR);
    Claim backward =
        Claim.of(
            "backward sparsity in the last epoch: share of units whose event has no derivative",
            row(LanguageModel.EGRU, LanguageRun.LAST_BACKWARD),
            "fraction",
            Claim.Relation.AT_LEAST,
            bars.backward(),
            BAR);
    result.claim(bars.published() ? activity.published(0.85) : activity);
    result.claim(bars.published() ? backward.published(0.5) : backward);
    double unigram = task.corpus().unigramPerplexity();
    result.claim(
        Claim.of(
            "test perplexity, EGRU over the frequencies of words alone",
            Arrays.stream(row(LanguageModel.EGRU, LanguageRun.PERPLEXITY))
                .map(p -> p / unigram)
                .toArray(),
            "1",
            Claim.Relation.AT_MOST,
            bars.overUnigram(),
            BAR));
  }

  private void plots() {
    List<Plot.Series> perplexity = new ArrayList<>();
    for (LanguageModel model : LanguageModel.values()) {
      Figures f = of(model).getFirst();
      perplexity.add(line(model.label() + ", validation", f, LanguageRun.VALIDATION));
      perplexity.add(line(model.label() + ", training", f, LanguageRun.TRAINING));
    }
    result.plot(
        new Plot.Curves(
            "Perplexity while learning",
            Plot.Axis.of("millions of words seen"),
            new Plot.Axis("perplexity", true),
            perplexity));
    Figures egru = of(LanguageModel.EGRU).getFirst();
    result.plot(
        new Plot.Curves(
            "Sparsity of the EGRU while learning",
            Plot.Axis.of("millions of words seen"),
            Plot.Axis.of("fraction"),
            List.of(
                line("activity sparsity", egru, LanguageRun.ACTIVITY),
                line("backward sparsity", egru, LanguageRun.BACKWARD))));
  }

  private static Plot.Series line(String name, Figures f, String row) {
    double[] x = Arrays.stream(f.row(LanguageRun.SEEN)).map(w -> MEGA * w).toArray();
    return new Plot.Series(name, Plot.Style.LINE, x, f.row(row));
  }

  private void tables() {
    List<List<String>> rows = new ArrayList<>();
    for (LanguageModel model : LanguageModel.values()) {
      Figures f = of(model).getFirst();
      double back = f.get(LanguageRun.BACKWARD_READS) + f.get(LanguageRun.GRADIENT_WRITES);
      rows.add(
          List.of(
              model.label(),
              text("%,.0f", f.get(LanguageRun.RECURRENT_READS)),
              text("%,.0f", denseRecurrent(model)),
              text("%,.0f", back),
              text("%,.0f", 2 * denseRecurrent(model)),
              text("%,.0f", f.get(LanguageRun.PROJECTION_READS)),
              text("%,.0f", f.get(LanguageRun.SOFTMAX_READS))));
    }
    result.table(
        new Table(
            "Multiply-accumulates per word, counted",
            List.of(
                "model",
                "recurrent layer, forward",
                "if dense",
                "recurrent layer, back",
                "if dense",
                "projection, forward",
                "softmax, forward"),
            rows));
    result.table(energy());
    LanguageSetup setup = task.setup();
    List<List<String>> sizes = new ArrayList<>();
    for (LanguageModel model : LanguageModel.values()) {
      Figures f = of(model).getFirst();
      sizes.add(
          List.of(
              model.label(),
              text("%,.0f", f.get(LanguageRun.PARAMETERS)),
              text("%.4f", setup.rate(model)),
              text("%,.0f", f.get(LanguageRun.WORDS)),
              text("%.1f", MEGA * f.get(LanguageRun.TAPE_BYTES)),
              text("%.1f", MICRO * f.get(LanguageRun.SECONDS)),
              text("%.2f", f.get(LanguageRun.PERPLEXITY)),
              text("%.4f", f.get(LanguageRun.ACCURACY))));
    }
    result.table(
        new Table(
            "Models of "
                + setup.units()
                + " units over "
                + task.corpus().words().size()
                + " words, first seed",
            List.of(
                "model",
                "parameters",
                "learning rate",
                "words learned",
                "kept for the way back [MB]",
                "wall clock per word while learning, models side by side [us]",
                "test perplexity",
                "next word right"),
            sizes));
  }

  /** Energy of a word of the test part by two technologies. */
  private Table energy() {
    List<List<String>> rows = new ArrayList<>();
    for (LanguageModel model : LanguageModel.values()) {
      Figures f = of(model).getFirst();
      List<String> row = new ArrayList<>(List.of(model.label()));
      for (Technology.BuiltIn builtIn :
          List.of(Technology.BuiltIn.DIGITAL_28NM, Technology.BuiltIn.DIGITAL_45NM)) {
        Technology technology = Technology.of(builtIn);
        Ledger layer = new Ledger();
        layer
            .of("layer")
            .add(
                CountKind.MULTIPLY_ACCUMULATE,
                Math.round(
                    f.get(LanguageRun.RECURRENT_READS) + f.get(LanguageRun.PROJECTION_READS)));
        layer.of("layer").add(CountKind.NEURON_UPDATE, task.setup().units());
        Ledger softmax = new Ledger();
        softmax
            .of("softmax")
            .add(CountKind.MULTIPLY_ACCUMULATE, Math.round(f.get(LanguageRun.SOFTMAX_READS)));
        row.add(band(technology, layer));
        row.add(band(technology, softmax));
      }
      rows.add(row);
    }
    return new Table(
        "Energy of one word, inference [uJ], with its band",
        List.of(
            "model",
            "layer and projection, 28 nm",
            "softmax, 28 nm",
            "layer and projection, 45 nm",
            "softmax, 45 nm"),
        rows);
  }

  private static String band(Technology technology, Ledger ledger) {
    var energy = technology.price(ledger.total());
    return text(
        "%.2f (%.2f to %.2f)", MICRO * energy.value(), MICRO * energy.low(), MICRO * energy.high());
  }

  private RuleCost cost(LanguageModel model) {
    Figures f = of(model).getFirst();
    LedgerSummary counted = f.priced(Technology.of(Technology.BuiltIn.DIGITAL_45NM));
    LedgerSummary withTape =
        new LedgerSummary(
            counted.counts(),
            counted.energy(),
            counted.inferenceBytes(),
            counted.learningBytes() + f.get(LanguageRun.TAPE_BYTES));
    double words = f.get(LanguageRun.WORDS);
    return RuleCost.of(
        "back-propagation through time and Adam, " + model.label() + " language model",
        Claim.mean(row(model, LanguageRun.ACCURACY)),
        withTape,
        "word",
        words,
        words);
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
