package io.hillock.gallery;

import java.util.List;

/**
 * A table of a result.
 *
 * @param title what it shows
 * @param header names of the columns
 * @param rows cells, row by row, as many as the header has
 */
public record Table(String title, List<String> header, List<List<String>> rows) {
  /** Copies the lists. */
  public Table {
    header = List.copyOf(header);
    rows = rows.stream().map(List::copyOf).toList();
  }
}
