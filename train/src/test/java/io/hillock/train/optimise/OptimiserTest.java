package io.hillock.train.optimise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hillock.fault.ParameterException;
import io.hillock.train.Gradient;
import io.hillock.train.Parameter;
import io.hillock.train.ParameterSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class OptimiserTest {
  private final Parameter weight = Parameter.bounded("w", 1, 2, -1, 1);
  private final ParameterSet set = new ParameterSet(List.of(weight));
  private final Gradient gradient = new Gradient(set);

  private void given(float a, float b) {
    gradient.of(0)[0] = a;
    gradient.of(0)[1] = b;
  }

  @Test
  void shouldFollowTheEquationsOfAdam() {
    Adam settings = new Adam(0.9, 0.99, 1e-8, 0.1, false);
    Optimiser.Running adam = settings.start(set);
    weight.set(0, 0, 0.5f);
    double w = 0.5;
    double m = 0;
    double v = 0;
    double[] gradients = {0.3, -0.1, 0.7};
    for (int t = 1; t <= gradients.length; t++) {
      double g = gradients[t - 1];
      given((float) g, 0);
      adam.step(gradient, 0.01);
      m = 0.9 * m + 0.1 * g;
      v = 0.99 * v + 0.01 * g * g;
      double first = m / (1 - Math.pow(0.9, t));
      double second = Math.sqrt(v / (1 - Math.pow(0.99, t)));
      w -= 0.01 * (first / (second + 1e-8) + 0.1 * w);
      assertThat((double) weight.get(0, 0)).isCloseTo(w, within(1e-6)); // single precision
    }
    assertThat(weight.get(0, 1)).isZero();
  }

  @Test
  void shouldKeepTheGreatestSecondMomentWhereWanted() {
    Optimiser.Running plain = Adam.STANDARD.start(set);
    given(10, 0);
    plain.step(gradient, 0.001);
    weight.set(0, 0, 0);
    Parameter other = new Parameter("o", 1, 2);
    ParameterSet others = new ParameterSet(List.of(other));
    Optimiser.Running greatest = Adam.STANDARD.withGreatest().start(others);
    Gradient same = new Gradient(others);
    same.of(0)[0] = 10;
    greatest.step(same, 0.001);
    other.set(0, 0, 0);
    given(0, 0);
    same.clear();
    for (int k = 0; k < 2000; k++) { // the second moment of the plain one fades
      plain.step(gradient, 0);
      greatest.step(same, 0);
    }
    given(0.1f, 0);
    same.of(0)[0] = 0.1f;
    plain.step(gradient, 0.001);
    greatest.step(same, 0.001);
    assertThat(Math.abs(other.get(0, 0))).isLessThan(0.5f * Math.abs(weight.get(0, 0)));
  }

  @Test
  void shouldRollWithMomentumAndStayWithinBounds() {
    Optimiser.Running sgd = new Sgd(0.5, 0).start(set);
    given(1, -8);
    sgd.step(gradient, 0.1);
    assertThat(weight.get(0, 0)).isEqualTo(-0.1f);
    sgd.step(gradient, 0.1);
    assertThat((double) weight.get(0, 0)).isCloseTo(-0.25, within(1e-7));
    assertThat(weight.get(0, 1)).isEqualTo(1);
    sgd.forget(0, 0);
    sgd.step(gradient, 0.1);
    assertThat((double) weight.get(0, 0)).isCloseTo(-0.35, within(1e-7));
  }

  @Test
  void shouldClip() {
    given(3, 4);
    assertThat(new Clipping.Norm(1).apply(gradient)).isEqualTo(5);
    assertThat(gradient.norm()).isCloseTo(1, within(1e-6));
    given(3, -4);
    new Clipping.Value(2).apply(gradient);
    assertThat(gradient.of(0)).startsWith(2, -2);
    given(0.3f, 0.4f);
    new Clipping.Norm(1).apply(gradient);
    assertThat(gradient.of(0)).startsWith(0.3f, 0.4f);
  }

  @Test
  void shouldFollowSchedules() {
    Schedule steps = new Schedule.Steps(1, 0.5, 10);
    assertThat(steps.rate(9)).isEqualTo(1);
    assertThat(steps.rate(25)).isEqualTo(0.25);
    Schedule cosine = new Schedule.Cosine(1, 0.1, 10, 20);
    assertThat(cosine.rate(3)).isEqualTo(1);
    assertThat(cosine.rate(15)).isCloseTo(0.55, within(1e-12));
    assertThat(cosine.rate(99)).isCloseTo(0.1, within(1e-12));
    assertThat(new Schedule.Warmup(4, steps).rate(0)).isEqualTo(0.25);
    assertThat(new Schedule.Warmup(4, steps).rate(4)).isEqualTo(1);
    assertThatThrownBy(() -> new Schedule.Cosine(1, 0, 5, 5))
        .isInstanceOf(ParameterException.class);
    assertThatThrownBy(() -> new Schedule.Constant(Double.NaN))
        .isInstanceOf(ParameterException.class);
  }

  @Test
  void shouldPushRatesTowardTheirTarget() {
    float[] push = new float[3];
    RateTarget target = new RateTarget(2, 0.1);
    target.push(0, new double[] {Double.NaN, Double.NaN, Double.NaN}, 100, push);
    assertThat(push).containsOnly(0);
    target.push(1, new double[] {0.1, 0.3, 0}, 100, push);
    // 2 c (r - f) / (samples steps)
    assertThat((double) push[1]).isCloseTo(0.008, within(1e-9));
    assertThat((double) push[2]).isCloseTo(-0.004, within(1e-9));
    assertThat(push[0]).isZero();
  }
}
