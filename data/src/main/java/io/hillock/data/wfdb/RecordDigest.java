package io.hillock.data.wfdb;

import io.hillock.fault.InputException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Says which bytes a result was computed from.
 *
 * <p>SHA-256 over the bytes of the files, one after the other: for every record in the order given
 * its header, its signal files in the order of the header, each once, and its annotations if it has
 * any. For a record of one signal file that is what {@code cat 213.hea 213.dat 213.atr | sha256sum}
 * prints.
 */
public final class RecordDigest {
  private static final int BUFFER = 1 << 16;

  private RecordDigest() {}

  /**
   * The files of a record in the order in which they are hashed.
   *
   * @param record path of the record with or without the ending .hea, .dat or .atr
   * @return header, signal files, and annotations if there are any
   * @throws InputException if the header is missing or malformed
   */
  public static List<Path> files(Path record) {
    Header header = WfdbReader.readHeader(record);
    Path headerFile = WfdbReader.sibling(record, ".hea");
    Set<String> signals = new LinkedHashSet<>();
    header.signals().forEach(s -> signals.add(s.storage().file()));
    List<Path> files = new ArrayList<>();
    files.add(headerFile);
    signals.forEach(name -> files.add(headerFile.resolveSibling(name)));
    if (WfdbReader.isAnnotated(record)) {
      files.add(WfdbReader.sibling(record, ".atr"));
    }
    return List.copyOf(files);
  }

  /**
   * The hash of records.
   *
   * @param records paths of the records, in order
   * @return SHA-256 in lower-case hexadecimal
   * @throws InputException if a file is missing or cannot be read
   */
  public static String sha256(List<Path> records) {
    MessageDigest digest = algorithm();
    for (Path record : records) {
      for (Path file : files(record)) {
        update(digest, file);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest algorithm() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static void update(MessageDigest digest, Path file) {
    InputFile.size(file); // refuses what is no regular file
    byte[] buffer = new byte[BUFFER];
    try (InputStream in = Files.newInputStream(file)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
      }
    } catch (IOException e) {
      throw new InputException(file.toString(), "file", e.getMessage(), "it must be readable", e);
    }
  }
}
