package io.hillock.device.fit;

import static org.assertj.core.api.Assertions.assertThat;

import io.hillock.device.DeviceModel;
import io.hillock.device.Evidence;
import io.hillock.device.Figure;
import io.hillock.device.NonIdeality;
import io.hillock.device.library.DeviceLibrary;
import io.hillock.device.mtj.MtjModel;
import io.hillock.device.pcm.PcmParameters;
import io.hillock.device.rram.RramParameters;
import io.hillock.random.Seed;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** A device is sampled, fitted, and known again. */
class RecoveryTest {
  private static DeviceFit fit(DeviceModel device, PulseSample.Extent extent, long seed) {
    byte[] csv = PulseSample.csv(device, extent, Seed.of(seed)).getBytes(StandardCharsets.UTF_8);
    PulseFile file = PulseFile.of("sample.csv", "sample.csv", csv, Optional.empty());
    return DeviceFit.of(file, "again", device);
  }

  private static Map<String, Double> truth(DeviceModel device) {
    return device.figures().stream().collect(Collectors.toMap(Figure::symbol, Figure::value));
  }

  /** For each figure how often it was fitted, and how often its interval held the true value. */
  private static Map<String, int[]> coverage(DeviceModel device, List<DeviceFit> fits) {
    Map<String, Double> truth = truth(device);
    Map<String, int[]> covered = new TreeMap<>();
    for (DeviceFit fit : fits) {
      for (FittedFigure f : fit.device().figures()) {
        if (f.hasInterval()) {
          int[] count = covered.computeIfAbsent(f.symbol(), s -> new int[2]);
          double value = truth.get(f.symbol());
          count[0]++;
          count[1] += value >= f.low() && value <= f.high() ? 1 : 0;
          assertThat(f.value()).as(f.symbol()).isBetween(f.low(), f.high());
        }
      }
    }
    return covered;
  }

  private static int sum(Map<String, int[]> covered, int which) {
    return covered.values().stream().mapToInt(c -> c[which]).sum();
  }

  @Test
  void shouldCoverTheNumbersOfAResistiveCellAsOftenAsItSays() {
    DeviceModel device = DeviceLibrary.builtIn().find("rram");
    PulseSample.Extent extent = new PulseSample.Extent(24, 60, 1);
    List<DeviceFit> fits =
        LongStream.rangeClosed(1, 20).parallel().mapToObj(s -> fit(device, extent, s)).toList();
    Map<String, int[]> covered = coverage(device, fits);
    assertThat(covered)
        .containsKeys(
            "a",
            "b",
            "sigma of a SET, coefficient",
            "sigma of a SET, exponent",
            "device-to-device cv",
            "N_c",
            "R_med",
            "sigma of ln R",
            "device-to-device s_h");
    covered.remove("stuck fraction"); // 0 or 1 of 24 devices, told only when there is one
    // binomial of 20 trials at 95 %: below 16 once in 400; of all 180, below 160 once in 3000
    covered.forEach((symbol, c) -> {
      assertThat(c[0]).as(symbol).isEqualTo(20);
      assertThat(c[1]).as(symbol).isGreaterThanOrEqualTo(16);
    });
    assertThat(sum(covered, 1)).isBetween(160, 179);
  }

  @Test
  void shouldCoverTheNumbersOfAPhaseChangeDeviceAsOftenAsItSays() {
    DeviceModel device = DeviceLibrary.builtIn().find("pcm");
    PulseSample.Extent extent = new PulseSample.Extent(12, 12, 6);
    List<DeviceFit> fits =
        LongStream.rangeClosed(1, 10).parallel().mapToObj(s -> fit(device, extent, s)).toList();
    PcmParameters model = (PcmParameters) fits.getFirst().device().model();
    assertThat(model.set().slope()).isEqualTo(figure(fits.getFirst(), "a").value());
    assertThat(model.range().gMinUS()).isEqualTo(figure(fits.getFirst(), "G_min").value());
    Map<String, int[]> covered = coverage(device, fits);
    assertThat(covered)
        .containsKeys("n", "a", "b", "c", "d", "e", "f", "nu", "cv of nu", "sigma of a RESET")
        .containsKeys("read noise, relative", "read noise, additive", "G_min");
    // binomial of 10 trials at 95 %: below 7 once in 1000; of all 130, below 115 once in 1000
    covered.forEach((symbol, c) -> {
      assertThat(c[0]).as(symbol).isEqualTo(10);
      assertThat(c[1]).as(symbol).isGreaterThanOrEqualTo(7);
    });
    assertThat(sum(covered, 1)).isGreaterThanOrEqualTo(115);
  }

  @Test
  void shouldCoverBarrierAndCurrentOfOneJunction() {
    MtjModel device = (MtjModel) DeviceLibrary.builtIn().find("mtj");
    MtjModel equal = device.withOnly(NonIdeality.QUANTISATION, NonIdeality.CYCLE_TO_CYCLE);
    List<DeviceFit> fits =
        LongStream.rangeClosed(1, 2)
            .mapToObj(s -> fit(equal, new PulseSample.Extent(1, 1000, 1), s))
            .toList();
    Map<String, int[]> covered = coverage(device, fits);
    assertThat(covered).containsOnlyKeys("Delta", "I_c0");
    assertThat(sum(covered, 1)).as("of 4").isGreaterThanOrEqualTo(3);
    for (DeviceFit fit : fits) {
      MtjModel again = (MtjModel) fit.device().model();
      FittedFigure current = figure(fit, "I_c0");
      // eta is derived from I_c0, so that the junction has it again
      assertThat(again.junction().criticalCurrentUA() / current.value())
          .isBetween(1 - 1e-9, 1 + 1e-9);
      assertThat(again.junction().attemptTimeNs()).isEqualTo(device.junction().attemptTimeNs());
      assertThat(current.high() / current.low()).as("a narrow interval").isLessThan(1.02);
    }
  }

  @Test
  void shouldFindTheSpreadOfJunctions() {
    MtjModel device = (MtjModel) DeviceLibrary.builtIn().find("mtj");
    DeviceFit fit = fit(device, new PulseSample.Extent(6, 400, 1), 1);
    Map<String, int[]> covered = coverage(device, List.of(fit));
    assertThat(covered).containsOnlyKeys("Delta", "c_Delta", "I_c0", "c_I");
    assertThat(sum(covered, 1)).as("of 4, at 95 % each").isGreaterThanOrEqualTo(3);
  }

  private static FittedFigure figure(DeviceFit fit, String symbol) {
    return fit.device().figures().stream()
        .filter(f -> f.symbol().equals(symbol))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void shouldGiveADeviceThatStatesWhereItsNumbersComeFrom() {
    DeviceModel base = DeviceLibrary.builtIn().find("rram");
    DeviceFit fit = fit(base, new PulseSample.Extent(20, 40, 1), 1);
    RramParameters model = (RramParameters) fit.device().model();
    assertThat(model.name()).isEqualTo("again");
    assertThat(model.citation()).contains("sample.csv").contains(fit.device().data().sha256());
    assertThat(model.set().aUS()).isEqualTo(figure(fit, "a").value());
    assertThat(model.set().correlationCycles()).isEqualTo(figure(fit, "N_c").value());
    assertThat(model.reset().medianKOhm()).isEqualTo(figure(fit, "R_med").value());
    assertThat(model.active()).isEqualTo(base.active());
    assertThat(model.figures()).hasSameSizeAs(base.figures());
    for (Figure f : model.figures()) {
      if (f.symbol().equals("a") || f.symbol().equals("sigma of ln R")) {
        assertThat(f.evidence()).isEqualTo(Evidence.MEASURED);
        assertThat(f.source()).isEqualTo("fitted to sample.csv");
      }
      if (f.symbol().equals("V_set")) {
        assertThat(base.figures()).contains(f);
      }
    }
  }

  @Test
  void shouldFindReadNoiseWhereReadsAreRepeated() {
    DeviceModel base = DeviceLibrary.builtIn().find("rram");
    DeviceFit fit = fit(base, new PulseSample.Extent(20, 40, 4), 2);
    FittedFigure noise = figure(fit, "read noise, relative");
    assertThat(0.01).isBetween(noise.low(), noise.high());
    assertThat(noise.high() / noise.low()).isLessThan(1.3);
  }

  @Test
  void shouldGiveEqualDevicesForEqualTables() {
    DeviceModel base = DeviceLibrary.builtIn().find("rram");
    PulseSample.Extent extent = new PulseSample.Extent(10, 30, 2);
    DeviceFit one = fit(base, extent, 3);
    assertThat(fit(base, extent, 3).device()).isEqualTo(one.device());
    assertThat(fit(base, extent, 4).device()).isNotEqualTo(one.device());
  }
}
