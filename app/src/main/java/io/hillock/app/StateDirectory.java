package io.hillock.app;

import io.hillock.fault.InputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where the program keeps what it must remember: HILLOCK_HOME, else .hillock in the home. */
final class StateDirectory {
  static final String VARIABLE = "HILLOCK_HOME";
  private final Path directory;

  StateDirectory(Console console) {
    String named = console.environment().getOrDefault(VARIABLE, "");
    directory = named.isBlank() ? console.home().resolve(".hillock") : Path.of(named);
  }

  Path directory() {
    return directory;
  }

  /** A folder in it, made when it is not there. */
  Path folder(String name) {
    Path folder = directory.resolve(name);
    try {
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw new InputException(
          VARIABLE, "directory", folder, "it must be possible to make and write it", e);
    }
  }

  Optional<String> read(String folder, String name) {
    Path file = directory.resolve(folder).resolve(name);
    try {
      return Files.isRegularFile(file)
          ? Optional.of(Files.readString(file, StandardCharsets.UTF_8))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
