package io.hillock.gallery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hillock.fault.ParameterException;
import io.hillock.gallery.plot.Plot;
import java.util.List;
import org.junit.jupiter.api.Test;

class CatalogueTest {
  @Test
  void shouldFindExperimentsByTheirIds() {
    Catalogue catalogue = Catalogue.standard();
    assertThat(catalogue.experiments()).isNotEmpty();
    for (Experiment experiment : catalogue.experiments()) {
      assertThat(catalogue.experiment(experiment.id())).isSameAs(experiment);
      assertThat(experiment.id()).matches("[a-z][a-z0-9-]*");
      assertThat(experiment.title()).isNotBlank();
      assertThat(experiment.paper()).isNotBlank();
    }
  }

  @Test
  void shouldNameTheKnownOnesWhenThereIsNone() {
    assertThatThrownBy(() -> Catalogue.standard().experiment("heartbeet"))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("heartbeet")
        .hasMessageContaining("known are heartbeat");
  }

  @Test
  void shouldRefuseTheSameIdTwice() {
    Experiment one = Catalogue.standard().experiments().getFirst();
    assertThatThrownBy(() -> new Catalogue(List.of(one, one)))
        .isInstanceOf(ParameterException.class);
  }

  @Test
  void shouldHoldAClaimAgainstItsBound() {
    assertThat(claim(Claim.Relation.AT_LEAST, 0.9).holds()).isTrue();
    assertThat(claim(Claim.Relation.AT_LEAST, 0.91).holds()).isFalse();
    assertThat(claim(Claim.Relation.AT_MOST, 0.89).holds()).isFalse();
    assertThat(claim(Claim.Relation.AT_LEAST, Double.NaN).holds()).isFalse();
    assertThat(claim(Claim.Relation.REPORTED, Double.NaN).holds()).isTrue();
  }

  private static Claim claim(Claim.Relation relation, double required) {
    return Claim.of("c", new double[] {0.8, 1.0}, "", relation, required, "test");
  }

  @Test
  void shouldCountEveryFiniteValueOfAHistogramOnce() {
    Plot.Histogram histogram =
        Plot.Histogram.of(
            "h",
            Plot.Axis.of("x"),
            4,
            List.of("a", "b"),
            new double[] {0, 1, 2, 3, 4},
            new double[] {4, Double.NaN, 0.5});
    assertThat(histogram.edges()).containsExactly(0, 1, 2, 3, 4);
    assertThat(histogram.counts()[0]).containsExactly(1, 1, 1, 2); // the greatest joins the last
    assertThat(histogram.counts()[1]).containsExactly(1, 0, 0, 1);
  }
}
