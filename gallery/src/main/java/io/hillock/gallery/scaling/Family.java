package io.hillock.gallery.scaling;

/** How networks grow. */
enum Family {
  /** Every unit sees every other. */
  DENSE("dense", "all connections"),
  /** Every unit sees as many others at every size. */
  SPARSE("sparse", "8 connections each"),
  /** The same, and biases begin so low that about as many units are active at every size. */
  FEW_EVENTS("fewEvents", "8 connections each, about 8 units active");

  static final int FAN = 8;
  static final int ACTIVE = 8;

  private final String metric;
  private final String text;

  Family(String metric, String text) {
    this.metric = metric;
    this.text = text;
  }

  String metric() {
    return metric;
  }

  String text() {
    return text;
  }

  int fan(int units) {
    return this == DENSE ? units : Math.min(FAN, units);
  }

  /** The share of units that shall be active before training; NaN where nothing is asked. */
  double active(int units) {
    return this == FEW_EVENTS ? Math.min(0.3, (double) ACTIVE / units) : Double.NaN;
  }
}
