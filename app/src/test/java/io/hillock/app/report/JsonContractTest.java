package io.hillock.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.hillock.gallery.Claim;
import io.hillock.gallery.Environment;
import io.hillock.gallery.LedgerSummary;
import io.hillock.gallery.Progress;
import io.hillock.gallery.Result;
import io.hillock.gallery.RuleCost;
import io.hillock.gallery.Scale;
import io.hillock.ledger.CountKind;
import io.hillock.ledger.Counts;
import io.hillock.ledger.EnergyEstimate;
import io.hillock.ledger.Ledger;
import io.hillock.ledger.Technology;
import io.hillock.random.Seed;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The documented contract of a result: names, types and order of the fields. */
class JsonContractTest {
  private static final Environment ENVIRONMENT =
      new Environment(
          List.of(Seed.of(1), Seed.of(2)), Scale.PAPER, Optional.empty(), Progress.SILENT);

  private static JsonNode json(Result result) {
    return JsonResults.parse(JsonResults.text(JsonResults.object(result, "1.2.3")));
  }

  private static Result result() {
    Ledger ledger = new Ledger();
    Counts counts = ledger.of("all");
    counts.add(CountKind.SYNAPSE_READ, 4000);
    Technology technology = Technology.of(Technology.BuiltIn.DIGITAL_28NM);
    return new Result("cue-accumulation", ENVIRONMENT, "generated")
        .claim(
            Claim.of(
                    "accuracy",
                    new double[] {0.96, 0.98},
                    "fraction",
                    Claim.Relation.AT_LEAST,
                    0.9,
                    "a paper")
                .published(0.964))
        .metric("accuracy.longLeak", 0.96, 0.98)
        .rule(
            new RuleCost(
                "e-prop",
                0.97,
                136,
                "1 ms",
                12.5,
                Map.of("digital-45nm", new EnergyEstimate(2e-6, 1e-6, 5e-6))))
        .ledger(new LedgerSummary(ledger.total(), technology.price(ledger), 1000, 20))
        .dataSha256("abc")
        .seconds(1.5);
  }

  @Test
  void shouldHaveTheDocumentedFieldsInTheirOrder() {
    JsonNode json = json(result());
    assertThat(json.propertyNames())
        .containsExactly(
            "hillock",
            "experiment",
            "scale",
            "seeds",
            "data",
            "claims",
            "metrics",
            "rules",
            "ledger",
            "environment",
            "seconds");
    assertThat(json.path("hillock").asString()).isEqualTo("1.2.3");
    assertThat(json.path("experiment").asString()).isEqualTo("cue-accumulation");
    assertThat(json.path("scale").asString()).isEqualTo("paper");
    assertThat(json.path("seeds").toString()).isEqualTo("[1,2]");
    assertThat(json.path("data").toString())
        .isEqualTo("{\"source\":\"generated\",\"sha256\":\"abc\"}");
    assertThat(json.path("seconds").asDouble()).isEqualTo(1.5);
    assertThat(json.path("environment").propertyNames())
        .containsExactly("jdk", "vectorLanes", "cores");
  }

  @Test
  void shouldWriteAClaimWithMeanSpreadAndBothBars() {
    JsonNode claim = json(result()).path("claims").get(0);
    assertThat(claim.propertyNames())
        .containsExactly(
            "name",
            "measured",
            "spread",
            "unit",
            "relation",
            "required",
            "published",
            "source",
            "holds");
    assertThat(claim.path("measured").asDouble()).isEqualTo((0.96 + 0.98) / 2);
    // Sample standard deviation of two values a, b is |a - b| / sqrt(2); 1e-12: rounding.
    assertThat(claim.path("spread").asDouble())
        .isCloseTo(0.02 / Math.sqrt(2), org.assertj.core.data.Offset.offset(1e-12));
    assertThat(claim.path("relation").asString()).isEqualTo(">=");
    assertThat(claim.path("required").asDouble()).isEqualTo(0.9);
    assertThat(claim.path("published").asDouble()).isEqualTo(0.964);
    assertThat(claim.path("holds").asBoolean()).isTrue();
  }

  @Test
  void shouldWriteCountsEnergyAndMemoryOfTheLedger() {
    JsonNode ledger = json(result()).path("ledger");
    assertThat(ledger.path("technology").isString()).isTrue();
    assertThat(ledger.path("counts").path("synapseReads").asLong()).isEqualTo(4000);
    JsonNode energy = ledger.path("energyJ");
    assertThat(energy.path("low").asDouble()).isLessThanOrEqualTo(energy.path("value").asDouble());
    assertThat(energy.path("high").asDouble())
        .isGreaterThanOrEqualTo(energy.path("value").asDouble());
    JsonNode memory = ledger.path("memoryBytes");
    assertThat(memory.propertyNames()).containsExactly("inference", "learning", "overheadPercent");
    assertThat(memory.path("overheadPercent").asDouble()).isEqualTo(2); // 100 * 20 / 1000
  }

  @Test
  void shouldWriteWhatARuleReachedAndCost() {
    assertThat(json(result()).path("rules").toString())
        .isEqualTo(
            "[{\"rule\":\"e-prop\",\"accuracy\":0.97,\"learningBytes\":136.0,\"step\":\"1 ms\","
                + "\"accessesPerStep\":12.5,"
                + "\"energyPerSampleJ\":{\"digital-45nm\":{\"value\":2.0E-6,\"low\":1.0E-6,\"high\":5.0E-6}}}]");
  }

  @Test
  void shouldWriteNullForWhatIsNotANumber() {
    Result result = new Result("x", ENVIRONMENT, "generated").metric("nothing", Double.NaN);
    result.claim(new Claim("c", Double.NaN, 0, "", Claim.Relation.AT_LEAST, 1, Double.NaN, "none"));
    JsonNode json = json(result);
    assertThat(json.path("metrics").path("nothing").isNull()).isTrue();
    assertThat(json.path("claims").get(0).path("measured").isNull()).isTrue();
    assertThat(json.path("claims").get(0).path("published").isNull()).isTrue();
    assertThat(json.path("claims").get(0).path("holds").asBoolean()).isFalse();
    assertThat(json.path("data").path("sha256").isNull()).isTrue();
    assertThat(json.has("ledger")).isFalse();
  }
}
