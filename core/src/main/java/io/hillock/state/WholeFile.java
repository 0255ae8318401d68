package io.hillock.state;

import io.hillock.fault.InputException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Files that appear whole or not at all: written beside their place, forced to disk, renamed.
 *
 * <p>A symbolic link stays, and what it leads to is replaced. What is no regular file, such as a
 * pipe or a device, is never replaced: the content goes straight into it.
 */
public final class WholeFile {
  private WholeFile() {}

  /** Writes what a file shall hold. */
  @FunctionalInterface
  public interface Content {
    /**
     * Writes everything.
     *
     * @param out where to; need not be closed
     * @throws IOException if it cannot be written
     */
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Writes a file.
   *
   * @param path where to
   * @param content what it shall hold
   * @throws InputException if it cannot be written; what was there before is still there then
   */
  public static void write(Path path, byte[] content) {
    write(path, out -> out.write(content));
  }

  /**
   * Writes a text in UTF-8.
   *
   * @param path where to
   * @param text what the file shall hold
   * @throws InputException if it cannot be written; what was there before is still there then
   */
  public static void write(Path path, String text) {
    write(path, text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Writes a file.
   *
   * @param path where to
   * @param content what it shall hold
   * @throws InputException if it cannot be written; what was there before is still there then
   */
  public static void write(Path path, Content content) {
    try {
      Path place = Files.exists(path) ? path.toRealPath() : path.toAbsolutePath();
      if (place.getFileName() == null || Files.isDirectory(place)) {
        throw new InputException(path.toString(), "file", place, "it must be a file");
      }
      if (Files.exists(place) && !Files.isRegularFile(place)) {
        try (OutputStream out = Files.newOutputStream(place, StandardOpenOption.WRITE)) {
          content.writeTo(out);
        }
        return;
      }
      replace(place, content);
      forceDirectory(place.getParent());
    } catch (IOException e) {
      throw new InputException(
          path.toString(), "file", reason(e), "it must be possible to write it whole", e);
    }
  }

  private static void replace(Path place, Content content) throws IOException {
    // Not createTempFile, which would keep the file from everybody but its owner; and always the
    // same name, so that what a killed writer has left is written over.
    Path fresh = place.resolveSibling(place.getFileName() + ".new");
    try {
      try (FileChannel channel =
          FileChannel.open(
              fresh,
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE,
              StandardOpenOption.TRUNCATE_EXISTING)) {
        content.writeTo(Channels.newOutputStream(channel));
        channel.force(true);
      }
      Files.move(fresh, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException | RuntimeException e) {
      discard(fresh, e);
      throw e;
    }
  }

  private static void discard(Path fresh, Exception failure) {
    try {
      if (Files.isRegularFile(fresh)) {
        Files.delete(fresh);
      }
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  /** Makes the rename itself durable, on systems that let a directory be opened and forced. */
  private static void forceDirectory(Path directory) {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      // The file itself is on disk and renamed; systems without this call order renames themselves.
      return;
    }
  }

  private static String reason(IOException e) {
    return switch (e) {
      case NoSuchFileException missing -> "not found";
      case AccessDeniedException denied -> "access denied";
      default -> e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    };
  }
}
