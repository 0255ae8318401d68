package io.hillock.synapse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hillock.fault.ParameterException;
import io.hillock.ledger.Counts;
import io.hillock.random.Purpose;
import io.hillock.random.Seed;
import org.junit.jupiter.api.Test;

class ShapedSubstrateTest {
  private static ShapedSynapses one(ProposalShape shape) {
    return new ShapedSubstrate(IdealSubstrate.UNBOUNDED, shape)
        .create(
            Wiring.where(1, 1, (i, j) -> true),
            new float[1],
            Seed.of(5).stream(Purpose.DEVICE),
            new Counts());
  }

  @Test
  void shouldTakeOneStepByTheSignAboveTheThresholdOnly() {
    ShapedSynapses s = one(new ProposalShape.Sign(0.5f, 0.25f));
    s.propose(0, 0, 0.5f); // not above
    s.propose(0, 0, -0.5f);
    assertThat(s.weight(0, 0)).isZero();
    s.propose(0, 0, 100);
    assertThat(s.weight(0, 0)).isEqualTo(0.25f);
    s.propose(0, 0, -0.51f);
    s.propose(0, 0, -7);
    assertThat(s.weight(0, 0)).isEqualTo(-0.25f);
  }

  @Test
  void shouldTakeAStepWithTheProbabilityOfItsSize() {
    ProposalShape shape = new ProposalShape.Stochastic(0.5f, 0.25f);
    var random = Seed.of(7).stream(Purpose.DEVICE);
    int draws = 100_000;
    for (float dw : new float[] {0.125f, -0.05f, 0.45f}) {
      int steps = 0;
      for (int n = 0; n < draws; n++) {
        float asked = shape.of(dw, random);
        assertThat(asked).isIn(0f, Math.copySign(0.25f, dw));
        steps += asked == 0 ? 0 : 1;
      }
      double p = Math.abs(dw) / 0.5;
      // Three standard errors: each misses in 0.3 % of seeds.
      assertThat((double) steps / draws).isCloseTo(p, within(3 * Math.sqrt(p * (1 - p) / draws)));
    }
    for (int n = 0; n < 1000; n++) {
      assertThat(shape.of(0.5f, random)).isEqualTo(0.25f); // certain from the scale on
    }
  }

  @Test
  void shouldRefuseShapesThatMakeNoSense() {
    assertThatThrownBy(() -> new ProposalShape.Sign(-1, 1))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("threshold = -1.0, but it must be >= 0");
    assertThatThrownBy(() -> new ProposalShape.Sign(0, 0))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("step = 0.0, but it must be > 0");
    assertThatThrownBy(() -> new ProposalShape.Stochastic(Float.NaN, 1))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("scale = NaN");
  }
}
