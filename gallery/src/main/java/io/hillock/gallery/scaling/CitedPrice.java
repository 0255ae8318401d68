package io.hillock.gallery.scaling;

import io.hillock.ledger.EnergyEstimate;

/** Prices of single operations [pJ], each with its source and how far that was checked. */
enum CitedPrice {
  /** Multiply and add of 32-bit floats. */
  FLOAT_MAC("32-bit float multiply-accumulate", 4.6, 4.6, 4.6, Sources.HOROWITZ),
  /** Add of 32-bit floats. */
  FLOAT_ADD("32-bit float add", 0.9, 0.9, 0.9, Sources.HOROWITZ),
  /** Multiply and add of bytes. */
  BYTE_MAC("8-bit multiply-accumulate", 0.23, 0.23, 0.23, Sources.HOROWITZ),
  /** Add of bytes. */
  BYTE_ADD("8-bit add", 0.03, 0.03, 0.03, Sources.HOROWITZ),
  /** A 32-bit word of a small memory; 50 pJ for 1 MB is not checked. */
  SRAM_WORD("32-bit word of 8 kB SRAM", 5, 5, 5, Sources.HAN),
  /** A 32-bit word of a large memory on the chip. */
  LARGE_SRAM_WORD("32-bit word of 1 MB SRAM", 50, 10, 50, Sources.UNCHECKED),
  /** A 32-bit word from outside. */
  DRAM_WORD("32-bit word of DRAM", 640, 640, 640, Sources.HAN),
  /** The same, by another figure. */
  DRAM_WORD_HIGH("32-bit word of DRAM, half of 64 bit", 1300, 650, 1300, Sources.UNCHECKED),
  /** One event over one hop between tiles. */
  HOP("event over one hop between tiles", 3, 3, 4, Sources.UNCHECKED);

  /** How far a figure was checked. */
  enum Standing {
    /** Read in the source itself. */
    READ("read in the source"),
    /** Read where somebody else cites it. */
    SECOND_HAND("read in a secondary source"),
    /** Not checked: must be shown as such. */
    UNVERIFIED("unverified");

    private final String text;

    Standing(String text) {
      this.text = text;
    }

    String text() {
      return text;
    }
  }

  /** Sources with their standing. */
  private enum Sources {
    HOROWITZ("M. Horowitz, ISSCC 2014, 45 nm, 0.9 V", Standing.SECOND_HAND),
    HAN("S. Han et al., EIE, ISCA 2016, 45 nm", Standing.SECOND_HAND),
    UNCHECKED("no source at hand", Standing.UNVERIFIED);

    private final String text;
    private final Standing standing;

    Sources(String text, Standing standing) {
      this.text = text;
      this.standing = standing;
    }
  }

  private static final double PICO = 1e-12;

  private final String text;
  private final double picojoule;
  private final double low;
  private final double high;
  private final Sources source;

  CitedPrice(String text, double picojoule, double low, double high, Sources source) {
    this.text = text;
    this.picojoule = picojoule;
    this.low = low;
    this.high = high;
    this.source = source;
  }

  String text() {
    return text;
  }

  double picojoule() {
    return picojoule;
  }

  double low() {
    return low;
  }

  double high() {
    return high;
  }

  String source() {
    return source.text;
  }

  Standing standing() {
    return source.standing;
  }

  EnergyEstimate energy() {
    return new EnergyEstimate(PICO * picojoule, PICO * low, PICO * high);
  }
}
