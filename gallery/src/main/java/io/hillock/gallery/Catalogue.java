package io.hillock.gallery;

import io.hillock.fault.ParameterException;
import io.hillock.gallery.bayes.DeviceBayesExperiment;
import io.hillock.gallery.crossbar.CrossbarMacExperiment;
import io.hillock.gallery.cue.CueAccumulationExperiment;
import io.hillock.gallery.delays.DelaysOnlyExperiment;
import io.hillock.gallery.feedback.FeedbackExperiment;
import io.hillock.gallery.heartbeat.HeartbeatExperiment;
import io.hillock.gallery.language.EgruLanguageExperiment;
import io.hillock.gallery.lesion.LesionExperiment;
import io.hillock.gallery.local.LocalClassifiersExperiment;
import io.hillock.gallery.mtj.MtjSynapseExperiment;
import io.hillock.gallery.multilevel.MultilevelExperiment;
import io.hillock.gallery.pcmtrace.PcmTraceExperiment;
import io.hillock.gallery.pcmtraining.PcmTrainingExperiment;
import io.hillock.gallery.pruning.PruningExperiment;
import io.hillock.gallery.reckon.ReckonExperiment;
import io.hillock.gallery.rewiring.RewiringExperiment;
import io.hillock.gallery.rtrl.SparseRtrlExperiment;
import io.hillock.gallery.scaling.EnergyScalingExperiment;
import io.hillock.gallery.sdsp.StdpSdspExperiment;
import io.hillock.gallery.sequence.SequenceMemoryExperiment;
import io.hillock.gallery.sequential.SequentialMnistExperiment;
import io.hillock.gallery.trigger.ErrorTriggeredExperiment;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * All experiments, in a fixed order.
 *
 * @param experiments what {@code reproduce} knows
 */
public record Catalogue(List<Experiment> experiments) {
  /** Copies the list; ids must be unique. */
  public Catalogue {
    experiments = List.copyOf(experiments);
    Set<String> seen = new HashSet<>();
    for (Experiment experiment : experiments) {
      if (!seen.add(experiment.id())) {
        throw new ParameterException(
            "catalogue", "experiment", experiment.id(), "each id may stand there only once");
      }
    }
  }

  /**
   * Everything that this version brings. A new experiment is added here, at its place in the order.
   *
   * @return the catalogue
   */
  public static Catalogue standard() {
    return new Catalogue(
        List.of(
            new HeartbeatExperiment(),
            new ErrorTriggeredExperiment(),
            new CueAccumulationExperiment(),
            new ReckonExperiment(),
            new FeedbackExperiment(),
            new StdpSdspExperiment(),
            new LocalClassifiersExperiment(),
            new CrossbarMacExperiment(),
            new MultilevelExperiment(),
            new PcmTraceExperiment(),
            new PcmTrainingExperiment(),
            new MtjSynapseExperiment(),
            new SequenceMemoryExperiment(),
            new DeviceBayesExperiment(),
            new LesionExperiment(),
            new SequentialMnistExperiment(),
            new RewiringExperiment(),
            new DelaysOnlyExperiment(),
            new EgruLanguageExperiment(),
            new SparseRtrlExperiment(),
            new EnergyScalingExperiment(),
            new PruningExperiment()));
  }

  /**
   * Finds an experiment.
   *
   * @param id its public name
   * @return the experiment
   * @throws ParameterException when there is none of that name
   */
  public Experiment experiment(String id) {
    return experiments.stream()
        .filter(e -> e.id().equals(id))
        .findFirst()
        .orElseThrow(() ->
            new ParameterException(
                "catalogue",
                "experiment",
                id,
                "known are "
                    + experiments.stream().map(Experiment::id).collect(Collectors.joining(", "))));
  }
}
