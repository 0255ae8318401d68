package io.hillock.app;

import io.hillock.data.DataSet;
import io.hillock.device.rram.RramPreset;
import io.hillock.gallery.Experiment;
import io.hillock.network.Snapshot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import java.util.zip.ZipFile;

/**
 * Tells one build of the program from another by its classes and resources, whenever and wherever
 * they were built: names, sizes and checksums of what the modules hold that a result depends on.
 */
final class CodeFingerprint {
  private static final List<Class<?>> ONE_OF_EACH_MODULE =
      List.of(Snapshot.class, RramPreset.class, DataSet.class, Experiment.class);

  private CodeFingerprint() {}

  static String ofProgram() {
    StringBuilder text = new StringBuilder();
    for (Class<?> type : ONE_OF_EACH_MODULE) {
      try {
        Path place = Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
        text.append(Files.isDirectory(place) ? ofDirectory(place) : ofJar(place)).append('\n');
      } catch (URISyntaxException | IOException e) {
        throw new IllegalStateException("cannot read the code of " + type.getName(), e);
      }
    }
    return text.toString();
  }

  private static String ofJar(Path jar) throws IOException {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      return zip.stream()
          .filter(e -> !e.isDirectory() && !e.getName().startsWith("META-INF/"))
          .map(e -> e.getName() + " " + e.getSize() + " " + e.getCrc() + "\n")
          .sorted()
          .reduce("", String::concat);
    }
  }

  private static String ofDirectory(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      StringBuilder text = new StringBuilder();
      files
          .filter(Files::isRegularFile)
          .sorted(Comparator.comparing(Path::toString))
          .forEach(
              f -> text.append(directory.relativize(f)).append(' ').append(sum(f)).append('\n'));
      return text.toString();
    }
  }

  private static long sum(Path file) {
    try {
      CRC32C crc = new CRC32C();
      crc.update(Files.readAllBytes(file));
      return crc.getValue();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
