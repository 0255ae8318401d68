package io.hillock.gallery.scaling;

import java.util.Locale;

/** The four crossovers of activity at batch 1, one dense pass against T steps of events. */
enum ActivityCrossover {
  /** Arithmetic alone, floats. */
  FLOAT("fp32", "32-bit floats, arithmetic alone", Workload.Prices.floats(0)),
  /** Arithmetic alone, bytes. */
  BYTE("int8", "8-bit integers, arithmetic alone", Workload.Prices.bytes(0)),
  /** With a word of a small memory for each operation. */
  FLOAT_SRAM(
      "fp32Sram",
      "32-bit floats, a word of SRAM each",
      Workload.Prices.floats(CitedPrice.SRAM_WORD.picojoule())),
  /** With a word of a large memory for each operation. */
  FLOAT_DRAM(
      "fp32Dram",
      "32-bit floats, a word of DRAM each",
      Workload.Prices.floats(CitedPrice.DRAM_WORD.picojoule()));

  private final String metric;
  private final String text;
  private final Workload.Prices prices;

  ActivityCrossover(String metric, String text, Workload.Prices prices) {
    this.metric = metric;
    this.text = text;
    this.prices = prices;
  }

  String metric() {
    return metric;
  }

  String text() {
    return text;
  }

  Workload.Prices prices() {
    return prices;
  }

  /** By halving. */
  double found() {
    return Crossover.activity(prices, 1);
  }

  /** By hand. */
  double closed() {
    return (prices.mac() + prices.fetch()) / (prices.accumulate() + prices.fetch());
  }

  String formula() {
    return String.format(Locale.ROOT, "%.4g", closed());
  }

  /** Greatest relative difference between the two. */
  static double worst() {
    double worst = 0;
    for (ActivityCrossover c : values()) {
      worst = Math.max(worst, Math.abs(c.found() / c.closed() - 1));
    }
    return worst;
  }
}
