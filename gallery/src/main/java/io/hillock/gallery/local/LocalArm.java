package io.hillock.gallery.local;

import io.hillock.data.events.EventSteps;
import io.hillock.learning.ErrorTrigger;
import io.hillock.learning.local.LocalFeedback;
import io.hillock.learning.local.LocalWiring;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * One network and one way to learn: from the error of every step, or from events at 1 % of
 * unit-steps in box; learning rates by accuracy on training images held back, seeds from 11.
 */
enum LocalArm {
  /** The error of every step. */
  EVERY_STEP("every step", "everyStep", LocalSettings::dense, Optional.empty(), 0.07f, 0.01f),
  /** Accumulate and fire, the form that the claims are about. */
  ACCUMULATE_AND_FIRE(
      "accumulate and fire, 1 %",
      "accumulateAndFire",
      LocalSettings::dense,
      Optional.of(ErrorTrigger.Form.ACCUMULATE_AND_FIRE),
      0.02f,
      0.002f),
  /** Stochastic floor. */
  STOCHASTIC_FLOOR(
      "stochastic floor, 1 %",
      "stochasticFloor",
      LocalSettings::dense,
      Optional.of(ErrorTrigger.Form.STOCHASTIC_FLOOR),
      0.003f,
      0.0002f),
  /** Deterministic floor. */
  DETERMINISTIC_FLOOR(
      "deterministic floor, 1 %",
      "deterministicFloor",
      LocalSettings::dense,
      Optional.of(ErrorTrigger.Form.DETERMINISTIC_FLOOR),
      0.1f,
      0.005f),
  /** A convolutional layer before a dense one, the error of every step. */
  CONVOLUTION_EVERY_STEP(
      "convolution, every step",
      "conv.everyStep",
      LocalSettings::convolutional,
      Optional.empty(),
      0.02f,
      0.01f),
  /** A convolutional layer before a dense one, accumulate and fire. */
  CONVOLUTION_EVENTS(
      "convolution, accumulate and fire, 1 %",
      "conv.triggered1pct",
      LocalSettings::convolutional,
      Optional.of(ErrorTrigger.Form.ACCUMULATE_AND_FIRE),
      0.01f,
      0.002f),
  /** Kernels that stay as they were drawn: what teaching them is worth. */
  CONVOLUTION_FROZEN(
      "convolution, kernels frozen, every step",
      "conv.frozen",
      LocalSettings::convolutional,
      Optional.empty(),
      0,
      0.01f),
  /** Errors return by random weights with the signs of the readout. */
  SIGN_CONCORDANT(
      "every step, sign-concordant feedback",
      "signConcordant",
      LocalSettings::dense,
      Optional.empty(),
      0.07f,
      0.01f);

  private final String text;
  private final String metric;
  private final Function<EventSteps, List<LocalWiring>> wiring;
  private final Optional<ErrorTrigger.Form> form;
  private final float first;
  private final float second;

  LocalArm(
      String text,
      String metric,
      Function<EventSteps, List<LocalWiring>> wiring,
      Optional<ErrorTrigger.Form> form,
      float first,
      float second) {
    this.text = text;
    this.metric = metric;
    this.wiring = wiring;
    this.form = form;
    this.first = first;
    this.second = second;
  }

  /** Whether it shows what a part of the rule is worth; one seed at paper scale is enough. */
  boolean ablation() {
    return this == CONVOLUTION_FROZEN || this == SIGN_CONCORDANT;
  }

  /** The arm that teaches the same network at every step. */
  LocalArm everyStep() {
    return switch (this) {
      case CONVOLUTION_EVERY_STEP, CONVOLUTION_EVENTS, CONVOLUTION_FROZEN -> CONVOLUTION_EVERY_STEP;
      case EVERY_STEP,
          ACCUMULATE_AND_FIRE,
          STOCHASTIC_FLOOR,
          DETERMINISTIC_FLOOR,
          SIGN_CONCORDANT ->
          EVERY_STEP;
    };
  }

  /** Learning rate of each layer at the beginning. */
  List<Float> rates() {
    return List.of(first, second);
  }

  /** For plots and tables. */
  String text() {
    return text;
  }

  /** How names of metrics say it. */
  String metric() {
    return metric;
  }

  /** The quantiser, empty for every step. */
  Optional<ErrorTrigger.Form> form() {
    return form;
  }

  /** Layers and rates for a task. */
  LocalSettings settings(EventSteps grid) {
    LocalFeedback feedback =
        this == SIGN_CONCORDANT ? LocalFeedback.SIGN_CONCORDANT : LocalFeedback.READOUT;
    return new LocalSettings(wiring.apply(grid), rates(), form, feedback, 0);
  }
}
