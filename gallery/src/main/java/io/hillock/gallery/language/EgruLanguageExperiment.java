package io.hillock.gallery.language;

import io.hillock.data.DataSet;
import io.hillock.data.text.Corpus;
import io.hillock.data.text.GeneratedStories;
import io.hillock.data.text.TextFiles;
import io.hillock.gallery.Environment;
import io.hillock.gallery.Experiment;
import io.hillock.gallery.Figures;
import io.hillock.gallery.KeptJobs;
import io.hillock.gallery.Result;
import io.hillock.gallery.Scale;
import io.hillock.random.Seed;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.function.BiFunction;

/**
 * What a recurrent language model loses when its units send only events, and what it saves: EGRU
 * beside GRU and LSTM of the same size, trained in the same run on the same words.
 *
 * <p>Word vectors and softmax share one matrix; between them one recurrent layer and a projection.
 * Adam, constant rate and then a cosine, gradients cut at length 1, truncated at 35 steps with
 * state carried on. Paper: Penn Treebank, 10,000 words, 256 units. Quick: its 1,000 most frequent
 * words, 128 units; without data, generated stories. Learning rates and the width of the
 * pseudo-derivative were chosen on the validation part under another seed; the test part is scored
 * once, after the last step.
 */
public final class EgruLanguageExperiment implements Experiment {
  private static final String ID = "egru-language";
  private static final int QUICK_WORDS = 1000;
  private static final int GENERATED_WORDS = 100_000;
  private static final int PROBE_STEPS = 10;

  private final BiFunction<Environment, Seed, Task> tasks;

  /** The experiment. */
  public EgruLanguageExperiment() {
    this(Task::of);
  }

  /** The experiment on other texts. */
  EgruLanguageExperiment(BiFunction<Environment, Seed, Task> tasks) {
    this.tasks = tasks;
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String title() {
    return "Language models of units that send events: what is lost against GRU and LSTM, and what"
        + " is saved";
  }

  @Override
  public String paper() {
    return "A. Subramoney, K. K. Nazeer, M. Schoene, C. Mayr, D. Kappel 2023, ICLR,"
        + " arXiv:2206.06178";
  }

  /**
   * The text and the size of the models.
   *
   * @param corpus the text
   * @param setup size and schedule
   * @param source where the text comes from
   */
  record Task(Corpus corpus, LanguageSetup setup, String source) {
    static Task of(Environment environment, Seed seed) {
      Optional<Path> folder =
          environment
              .data()
              .map(d -> d.resolve(DataSet.PENN_TREEBANK.folder()))
              .filter(TextFiles::pennTreebankPresent);
      boolean paper = environment.scale() == Scale.PAPER;
      if (folder.isEmpty()) {
        return new Task(
            GeneratedStories.tell(seed, GENERATED_WORDS), LanguageSetup.GENERATED, "generated");
      }
      Corpus corpus = TextFiles.pennTreebank(folder.get());
      return paper
          ? new Task(corpus, LanguageSetup.PAPER, DataSet.PENN_TREEBANK.title())
          : new Task(corpus.cut(QUICK_WORDS), LanguageSetup.QUICK, DataSet.PENN_TREEBANK.title());
    }

    String key(Seed seed) {
      return String.join(
          " | ", ID, source, corpus.sha256(), corpus.words().size() + "", setup.key(), seed + "");
    }
  }

  @Override
  public Optional<Duration> expected(Environment environment) {
    if (environment.scale() == Scale.QUICK) {
      return Optional.empty();
    }
    Task task = tasks.apply(environment, environment.seeds().getFirst());
    double seconds = 0;
    for (LanguageModel model : LanguageModel.values()) {
      LanguageRun run =
          new LanguageRun(model, task.setup(), task.corpus(), environment.seeds().getFirst());
      seconds += run.secondsPerStep(PROBE_STEPS) * LanguageRun.steps(task.setup(), task.corpus());
    }
    ForkJoinPool pool = ForkJoinTask.getPool();
    int threads = pool == null ? 1 : pool.getParallelism();
    int chunked = Math.min(threads, LanguageRun.CHUNKS); // a probe alone uses so many of them
    double all = seconds * environment.seeds().size() * chunked / threads;
    return Optional.of(Duration.ofSeconds((long) Math.ceil(all)));
  }

  @Override
  public Result run(Environment environment) {
    List<Task> all = environment.seeds().stream().map(s -> tasks.apply(environment, s)).toList();
    Task first = all.getFirst();
    List<KeptJobs.Job> jobs = new ArrayList<>();
    for (int s = 0; s < all.size(); s++) {
      for (LanguageModel model : LanguageModel.values()) {
        jobs.add(job(model, all.get(s), environment.seeds().get(s), environment));
      }
    }
    LanguageRun probe =
        new LanguageRun(LanguageModel.EGRU, first.setup(), first.corpus(), Seed.of(0));
    environment
        .progress()
        .say(
            String.format(
                Locale.ROOT,
                "%s: back-propagation through time keeps %.0f byte per unit and step, %.1f MB for"
                    + " a batch with all answers of the softmax",
                ID,
                probe.tapeBytesPerUnitStep(),
                1e-6 * probe.tapeBytes()));
    List<Figures> figures = KeptJobs.run(ID, "batches of words", environment, jobs);
    Result result = new Result(ID, environment, first.source());
    if (!first.corpus().sha256().isEmpty()) {
      result.dataSha256(first.corpus().sha256());
    }
    LanguageReport report = new LanguageReport(result, environment.scale(), first, figures);
    report.add();
    environment.progress().end();
    environment.progress().say(ID + ": measuring what a word costs by events and dense");
    EventTimes.measure(
            environment.scale(), report.backwardSparsity(), environment.seeds().getFirst())
        .add(result);
    environment.parts().done();
    return result;
  }

  private static KeptJobs.Job job(
      LanguageModel model, Task task, Seed seed, Environment environment) {
    String key = task.key(seed) + " | " + model;
    return new KeptJobs.Job(
        key,
        LanguageRun.steps(task.setup(), task.corpus()),
        progress -> {
          LanguageRun run = new LanguageRun(model, task.setup(), task.corpus(), seed);
          return run.learn(environment.parts(), key + " | checkpoint", progress)
              ? Optional.of(run.figures())
              : Optional.empty();
        });
  }
}
