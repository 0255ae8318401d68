package io.hillock.data;

import io.hillock.fault.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The directory in which data sets are looked for, and how it was chosen.
 *
 * <p>The order is: the directory that the user names; else the environment variable HILLOCK_DATA;
 * else {@code ../shared/data} seen from the project, if it exists; else none. What is named must
 * exist; a wrong name is refused and not passed over.
 *
 * @param directory the directory, absolute
 * @param origin how it was chosen
 */
public record DataLocation(Path directory, Origin origin) {
  /** Name of the environment variable. */
  public static final String VARIABLE = "HILLOCK_DATA";

  private static final Path BESIDE_PROJECT = Path.of("..", "shared", "data");

  /** Checks that the directory exists. */
  public DataLocation {
    if (!Files.isDirectory(directory)) {
      throw new InputException(
          origin.label(), "data directory", directory, "it must be an existing directory");
    }
    directory = directory.toAbsolutePath().normalize();
  }

  /** How a data directory was chosen. */
  public enum Origin {
    /** Named by the user. */
    NAMED("--data"),
    /** From the environment variable. */
    VARIABLE(DataLocation.VARIABLE),
    /** Found beside the project. */
    BESIDE_PROJECT("../shared/data");

    private final String label;

    Origin(String label) {
      this.label = label;
    }

    /**
     * Name for people.
     *
     * @return the option, variable or directory
     */
    public String label() {
      return label;
    }
  }

  /**
   * Looks for the data directory.
   *
   * @param named the directory that the user named, if any
   * @param environment environment variables, normally {@code System.getenv()}
   * @param project root of the project or, without one, the working directory
   * @return the location, or empty where nothing was named and none lies beside the project
   * @throws InputException if a directory was named that does not exist
   */
  public static Optional<DataLocation> find(
      Optional<Path> named, Map<String, String> environment, Path project) {
    if (named.isPresent()) {
      return Optional.of(new DataLocation(named.get(), Origin.NAMED));
    }
    String variable = environment.get(VARIABLE);
    if (variable != null && !variable.isBlank()) {
      return Optional.of(new DataLocation(path(variable), Origin.VARIABLE));
    }
    Path beside = project.toAbsolutePath().resolve(BESIDE_PROJECT);
    return Files.isDirectory(beside)
        ? Optional.of(new DataLocation(beside, Origin.BESIDE_PROJECT))
        : Optional.empty();
  }

  private static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new InputException(VARIABLE, "data directory", text, "it must be a path", e);
    }
  }

  /**
   * The folder of a data set.
   *
   * @param set the data set
   * @return its folder
   * @throws InputException if the set is not there
   */
  public Path folder(DataSet set) {
    if (files(set) == 0) {
      throw new InputException(
          directory.toString(), "data set", set.folder(), "this directory does not hold it");
    }
    return directory.resolve(set.folder());
  }

  /**
   * How many files of a data set are there.
   *
   * @param set the data set
   * @return entries of its folder with the set's ending; 0 where the folder is missing
   */
  public int files(DataSet set) {
    Path folder = directory.resolve(set.folder());
    if (!Files.isDirectory(folder)) {
      return 0;
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return (int) entries.filter(e -> e.toString().endsWith(set.ending())).count();
    } catch (IOException e) {
      throw new InputException(
          folder.toString(), "directory", e.getMessage(), "it must be readable", e);
    }
  }

  /**
   * The data sets that are there.
   *
   * @return number of files for each set that has any, in the order of {@link DataSet}
   */
  public Map<DataSet, Integer> present() {
    Map<DataSet, Integer> present = new EnumMap<>(DataSet.class);
    for (DataSet set : DataSet.values()) {
      int count = files(set);
      if (count > 0) {
        present.put(set, count);
      }
    }
    return present;
  }
}
