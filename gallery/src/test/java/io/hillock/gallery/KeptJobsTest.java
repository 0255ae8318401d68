package io.hillock.gallery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hillock.ledger.CountKind;
import io.hillock.ledger.Ledger;
import io.hillock.ledger.MemoryReport;
import io.hillock.ledger.Technology;
import io.hillock.random.Seed;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KeptJobsTest {
  private final AtomicInteger worked = new AtomicInteger();
  private final KeptInMemory parts = new KeptInMemory();

  private Environment environment(Progress progress) {
    return new Environment(List.of(Seed.of(1)), Scale.QUICK, Optional.empty(), progress, parts);
  }

  private List<KeptJobs.Job> jobs(int stopAfter) {
    return IntStream.range(0, 6)
        .mapToObj(k ->
            new KeptJobs.Job(
                "job " + k,
                10,
                progress -> {
                  if (worked.getAndIncrement() >= stopAfter) {
                    return Optional.empty();
                  }
                  Ledger ledger = new Ledger();
                  ledger.of("all").add(CountKind.SYNAPSE_READ, 1000L * k);
                  return Optional.of(
                      new Figures()
                          .put("square", k * k)
                          .put("row", 1.0 / 3, k)
                          .account(ledger, new MemoryReport(ledger)));
                }))
        .toList();
  }

  private static List<Double> squares(List<Figures> all) {
    return all.stream().map(f -> f.get("square")).toList();
  }

  @Test
  void shouldGiveFiguresInTheOrderOfTheJobs() {
    List<Figures> all = KeptJobs.run("x", "steps", environment(Progress.SILENT), jobs(100));
    assertThat(squares(all)).containsExactly(0.0, 1.0, 4.0, 9.0, 16.0, 25.0);
    assertThat(all.get(3).row("row")).containsExactly(1.0 / 3, 3);
    Technology technology = Technology.of(Technology.BuiltIn.DIGITAL_28NM);
    assertThat(all.get(3).priced(technology).counts().get(CountKind.SYNAPSE_READ)).isEqualTo(3000);
  }

  @Test
  void shouldGoOnWithWhatAnInterruptedRunKept() {
    assertThatThrownBy(() -> KeptJobs.run("x", "steps", environment(Progress.SILENT), jobs(4)))
        .isInstanceOf(StoppedException.class)
        .hasMessageContaining("4 of 6");
    worked.set(0);
    List<Figures> all = KeptJobs.run("x", "steps", environment(Progress.SILENT), jobs(100));
    assertThat(worked).hasValue(2);
    assertThat(squares(all)).containsExactly(0.0, 1.0, 4.0, 9.0, 16.0, 25.0);
    Technology technology = Technology.of(Technology.BuiltIn.DIGITAL_28NM);
    for (int k = 0; k < all.size(); k++) {
      assertThat(all.get(k).row("row")).containsExactly(1.0 / 3, k);
      assertThat(all.get(k).priced(technology).counts().get(CountKind.SYNAPSE_READ))
          .isEqualTo(1000L * k);
    }
  }

  @Test
  void shouldBeginNothingAfterAWishToStop() {
    assertThatThrownBy(() -> KeptJobs.run("x", "steps", environment(new StopAfter(0)), jobs(100)))
        .isInstanceOf(StoppedException.class);
    assertThat(worked).hasValue(0);
  }
}
