package io.hillock.data.wfdb;

import io.hillock.fault.InputException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files to read: regular, there, and no larger than they may be. */
final class InputFile {
  private InputFile() {}

  /** Size of a regular file [byte]. */
  static long size(Path path) {
    if (!Files.exists(path)) {
      throw new InputException(path.toString(), "file", path.getFileName(), "it does not exist");
    }
    if (!Files.isRegularFile(path)) {
      throw new InputException(
          path.toString(), "file", path.getFileName(), "it must be a regular file");
    }
    try {
      return Files.size(path);
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }

  /** The whole content of a small file. */
  static byte[] read(Path path, long largest) {
    long size = size(path);
    if (size > largest) {
      throw new InputException(
          path.toString(), "size", size + " byte", "it must be at most " + largest);
    }
    try (InputStream in = Files.newInputStream(path)) {
      return in.readNBytes((int) largest);
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }

  private static InputException unreadable(Path path, IOException e) {
    return new InputException(path.toString(), "file", e.getMessage(), "it must be readable", e);
  }
}
