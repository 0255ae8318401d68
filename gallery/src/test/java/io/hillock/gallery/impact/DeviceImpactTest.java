package io.hillock.gallery.impact;

import static org.assertj.core.api.Assertions.assertThat;

import io.hillock.device.DeviceModel;
import io.hillock.device.NonIdeality;
import io.hillock.device.mtj.MtjPreset;
import io.hillock.device.pcm.PcmPreset;
import io.hillock.device.rram.RramPreset;
import io.hillock.gallery.Environment;
import io.hillock.gallery.Figures;
import io.hillock.gallery.Progress;
import io.hillock.gallery.Result;
import io.hillock.gallery.Scale;
import io.hillock.gallery.SubstrateChoice;
import io.hillock.gallery.Table;
import io.hillock.ledger.Ledger;
import io.hillock.ledger.MemoryReport;
import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;
import io.hillock.signal.SpikeList;
import io.hillock.synapse.Synapses;
import io.hillock.synapse.Wiring;
import io.hillock.unit.Time;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DeviceImpactTest {
  private static final Environment ENVIRONMENT =
      new Environment(
          List.of(Seed.of(1), Seed.of(2)), Scale.QUICK, Optional.empty(), Progress.SILENT);

  /** Reads a matrix after a few writes; its accuracy is what is left of the sums. */
  private static final class Product implements ImpactTask {
    private final int size;

    Product(int size) {
      this.size = size;
    }

    @Override
    public String id() {
      return "product";
    }

    @Override
    public String title() {
      return "a matrix product";
    }

    @Override
    public String data() {
      return "generated";
    }

    @Override
    public Time dt() {
      return Time.ms(1);
    }

    @Override
    public long steps() {
      return 1;
    }

    @Override
    public Optional<Figures> run(SubstrateChoice substrate, Seed seed, Progress progress) {
      Wiring wiring = Wiring.where(size, size, (i, j) -> true);
      RandomStream random = seed.stream(Purpose.DATA);
      float[] w = new float[wiring.size()];
      for (int k = 0; k < w.length; k++) {
        w[k] = (float) random.nextDouble(-0.5, 0.5);
      }
      Ledger ledger = new Ledger();
      Synapses synapses =
          substrate.upTo(1).create(wiring, w, seed.stream(Purpose.DEVICE), ledger.of("synapses"));
      SpikeList spikes = new SpikeList(size);
      double[] exact = new double[size];
      for (int i = 0; i < size; i += 2) {
        spikes.add(i);
        for (int j = 0; j < size; j++) {
          exact[j] += w[i * size + j];
        }
      }
      float[] y = new float[size];
      synapses.deliver(spikes, y);
      double off = 0;
      double all = 0;
      double print = 0;
      for (int j = 0; j < size; j++) {
        off += (y[j] - exact[j]) * (y[j] - exact[j]);
        all += exact[j] * exact[j];
        print = 1.7 * print + y[j];
      }
      return Optional.of(
          new Figures()
              .account(ledger, new MemoryReport(synapses))
              .put(ACCURACY, 1 - Math.sqrt(off / all))
              .put(FINGERPRINT, print));
    }
  }

  static Stream<DeviceModel> devices() {
    return Stream.of(
        RramPreset.HFO2_1T1R.parameters(),
        PcmPreset.GST_NANDAKUMAR2018.parameters(),
        MtjPreset.PERPENDICULAR_40.model());
  }

  @ParameterizedTest
  @MethodSource("devices")
  void shouldGiveTheBitsOfFloatWithEverythingOffAndRankTheRest(DeviceModel device) {
    Result result = DeviceImpact.of(device, new Product(24), ENVIRONMENT);
    assertThat(result.holds()).isTrue();
    assertThat(result.metrics()).containsEntry("identity.differences", 0.0);
    double last = Double.POSITIVE_INFINITY;
    int reliefs = 0;
    for (NonIdeality n : device.models()) {
      assertThat(result.metrics()).containsKey("loss." + n.name());
      reliefs += result.metrics().containsKey("relief." + n.name()) ? 1 : 0;
    }
    assertThat(reliefs).isEqualTo(3);
    Table ranking = result.tables().getFirst();
    List<List<String>> rows = ranking.rows();
    assertThat(rows).hasSize(device.models().size() + 2);
    for (int r = 1; r + 1 < rows.size(); r++) {
      double loss = Double.parseDouble(rows.get(r).get(2));
      assertThat(loss).isLessThanOrEqualTo(last);
      last = loss;
    }
    assertThat(ranking.title()).contains(rows.get(1).getFirst());
  }

  @Test
  void shouldFindThatWiresAreWorstWhereHalfOfALargeArrayIsRead() {
    Result result =
        DeviceImpact.of(RramPreset.HFO2_1T1R.parameters(), new Product(64), ENVIRONMENT);
    assertThat(result.tables().getFirst().title()).contains("wire resistance");
    assertThat(result.metrics().get("loss.WIRE_RESISTANCE"))
        .isGreaterThan(10 * Math.abs(result.metrics().get("loss.READ_NOISE")));
  }

  @Test
  void shouldLoseNothingByASwitchWhoseNumberIsZero() {
    Result result = DeviceImpact.of(RramPreset.IDEAL.parameters(), new Product(12), ENVIRONMENT);
    for (NonIdeality n : List.of(NonIdeality.CYCLE_TO_CYCLE, NonIdeality.READ_NOISE)) {
      assertThat(Math.abs(result.metrics().get("loss." + n.name()))).isLessThan(1e-6);
    }
  }
}
