package io.hillock.data;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/** The real recordings for tests, which are skipped with a message where there are none. */
public final class RealData {
  private RealData() {}

  /** Folder of a data set; aborts the test where it is absent. */
  public static Path folder(DataSet set) {
    Path project = Path.of(System.getProperty("hillock.root", ""));
    Optional<DataLocation> found = DataLocation.find(Optional.empty(), System.getenv(), project);
    Assumptions.assumeTrue(
        found.isPresent() && found.get().files(set) > 0,
        () -> "skipped: data set " + set.folder() + " not found; set " + DataLocation.VARIABLE);
    return found.orElseThrow().folder(set);
  }
}
