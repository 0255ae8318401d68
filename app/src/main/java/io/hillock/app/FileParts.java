package io.hillock.app;

import io.hillock.fault.InputException;
import io.hillock.fault.UserException;
import io.hillock.gallery.Parts;
import io.hillock.network.Snapshot;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Finished parts of an experiment as files of a folder, each written whole or not at all. The name
 * of a file is the SHA-256 of the key and of the program's own code: another build finds nothing.
 */
final class FileParts implements Parts {
  private static final Duration OLDEST = Duration.ofDays(30);
  private static final String ENDING = ".part";
  private static final String KEY = "key";
  private static final int NAME_BYTES = 16;

  private final Path folder;
  private final String code;
  private final Set<Path> mine = ConcurrentHashMap.newKeySet();

  FileParts(Path folder) {
    this(folder, CodeFingerprint.ofProgram());
  }

  FileParts(Path folder, String code) {
    this.folder = folder;
    this.code = code;
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new InputException(
          folder.toString(), "directory", e.getMessage(), "it must be possible to make it", e);
    }
    delete(files().stream().filter(this::isOld).toList());
  }

  private boolean isOld(Path file) {
    try {
      return Files.getLastModifiedTime(file).toInstant().isBefore(Instant.now().minus(OLDEST));
    } catch (IOException e) {
      return false; // gone meanwhile
    }
  }

  private List<Path> files() {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(f -> f.getFileName().toString().endsWith(ENDING)).toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  private Path file(String key) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(code.getBytes(StandardCharsets.UTF_8));
      digest.update((byte) 0);
      byte[] hash = digest.digest(key.getBytes(StandardCharsets.UTF_8));
      Path file = folder.resolve(HexFormat.of().formatHex(hash, 0, NAME_BYTES) + ENDING);
      mine.add(file);
      return file;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  @Override
  public Optional<Snapshot> find(String key) {
    Path file = file(key);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      Snapshot part = Snapshot.read(file);
      return Optional.of(part).filter(p -> key.equals(p.metadata().get(KEY)));
    } catch (UserException damaged) {
      return Optional.empty(); // is computed again
    }
  }

  @Override
  public void keep(String key, Snapshot part) {
    part.fork(Map.of(KEY, key)).write(file(key));
  }

  @Override
  public void done() {
    delete(List.copyOf(mine));
  }

  /** Forgets all parts of the experiment. */
  void clear() {
    delete(files());
  }

  private static void delete(List<Path> files) {
    for (Path file : files) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        continue; // a part that stays is found again or grows old
      }
    }
  }
}
