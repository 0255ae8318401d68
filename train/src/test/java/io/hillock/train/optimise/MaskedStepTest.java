package io.hillock.train.optimise;

import static org.assertj.core.api.Assertions.assertThat;

import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;
import io.hillock.train.Gradient;
import io.hillock.train.Mask;
import io.hillock.train.Parameter;
import io.hillock.train.ParameterSet;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MaskedStepTest {
  static List<Optimiser> optimisers() {
    return List.of(
        Sgd.PLAIN,
        new Sgd(0.9, 0.01),
        Adam.STANDARD,
        Adam.STANDARD.withDecay(0.01),
        Adam.STANDARD.withGreatest());
  }

  private final RandomStream random = Seed.of(3).stream(Purpose.WIRING, 2);

  private ParameterSet weights() {
    RandomStream stream = Seed.of(3).stream(Purpose.WIRING, 3);
    Parameter bounded = Parameter.bounded("b", 5, 18, -0.5f, 0.5f).fillNormal(0.3, stream);
    bounded.clamp();
    return new ParameterSet(List.of(new Parameter("a", 7, 9).fillNormal(1, stream), bounded));
  }

  private void draw(Gradient gradient, List<Mask> masks, float elsewhere) {
    for (int k = 0; k < masks.size(); k++) {
      Parameter parameter = gradient.parameters().all().get(k);
      for (int r = 0; r < parameter.rows(); r++) {
        for (int c = 0; c < parameter.columns(); c++) {
          int i = r * parameter.stride() + c;
          gradient.of(k)[i] = masks.get(k).contains(i) ? (float) random.nextGaussian() : elsewhere;
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("optimisers")
  void shouldDoToWhatExistsWhatAWholeStepDoesAndNothingToTheRest(Optimiser optimiser) {
    ParameterSet whole = weights();
    ParameterSet masked = weights();
    List<Mask> masks =
        List.of(Mask.random(whole.all().get(0), 20, true, random), Mask.full(whole.all().get(1)));
    for (ParameterSet set : List.of(whole, masked)) {
      masks.get(0).zeroOthers(set.all().get(0).values());
    }
    Optimiser.Running a = optimiser.start(whole);
    Optimiser.Running b = optimiser.start(masked);
    Gradient gradient = new Gradient(whole);
    Gradient wild = new Gradient(masked);
    for (int step = 0; step < 50; step++) {
      draw(gradient, masks, 0);
      for (int k = 0; k < 2; k++) {
        System.arraycopy(gradient.of(k), 0, wild.of(k), 0, gradient.of(k).length);
        for (int i = 0; i < wild.of(k).length; i++) {
          wild.of(k)[i] = k == 1 || masks.get(0).contains(i) ? wild.of(k)[i] : Float.NaN;
        }
      }
      a.step(gradient, 0.05);
      b.step(wild, masks, 0.05);
    }
    for (int k = 0; k < 2; k++) {
      assertThat(masked.all().get(k).values()).isEqualTo(whole.all().get(k).values());
    }
  }
}
