package io.hillock.train.rtrl;

/** Which influence matrix is kept. */
public enum InfluenceKind {
  /** Exact, only what is not zero. */
  SPARSE("exact, sparse") {
    @Override
    public Influence of(CellRun run) {
      return new SparseInfluence(run);
    }
  },
  /** Exact, everything. */
  DENSE("exact, dense") {
    @Override
    public Influence of(CellRun run) {
      return new DenseInfluence(run);
    }
  },
  /** Only the effect of parameters on their own unit. */
  BLOCK("SnAp-1, own unit only") {
    @Override
    public Influence of(CellRun run) {
      return new BlockInfluence(run);
    }
  };

  private final String label;

  InfluenceKind(String label) {
    this.label = label;
  }

  /**
   * Its name in tables.
   *
   * @return the label
   */
  public String label() {
    return label;
  }

  /**
   * An influence matrix that follows a cell.
   *
   * @param run the cell
   * @return the matrix at the beginning of a sequence
   */
  public abstract Influence of(CellRun run);
}
