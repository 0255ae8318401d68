package io.hillock.network;

import io.hillock.fault.InputException;
import io.hillock.network.Snapshot.Entry;
import io.hillock.network.Snapshot.Type;
import io.hillock.state.StateRole;
import io.hillock.state.WholeFile;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;

/**
 * The file format of {@link Snapshot}: streaming in both directions, nothing believed unchecked.
 */
final class SnapshotFile {
  private static final int MAGIC = 0x484C434B;
  private static final int VERSION = 1;
  private static final int HEAD = 2 * Integer.BYTES;
  private static final int CHECKSUM = Long.BYTES;
  private static final int SMALLEST = HEAD + 2 * Integer.BYTES + CHECKSUM;
  private static final long LARGEST = 1L << 31;
  private static final int BUFFER = 1 << 16;

  private SnapshotFile() {}

  static byte[] toBytes(Snapshot snapshot) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      write(snapshot, bytes);
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void write(Snapshot snapshot, Path path) {
    WholeFile.write(path, out -> write(snapshot, out));
  }

  private static String reason(IOException e) {
    return switch (e) {
      case NoSuchFileException missing -> "not found";
      case AccessDeniedException denied -> "access denied";
      default -> e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    };
  }

  private static void write(Snapshot snapshot, OutputStream raw) throws IOException {
    CRC32C crc = new CRC32C();
    DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(new CheckedOutputStream(raw, crc), BUFFER));
    out.writeInt(MAGIC);
    out.writeInt(VERSION);
    out.writeInt(snapshot.metadata().size());
    for (Map.Entry<String, String> pair : snapshot.metadata().entrySet()) {
      writeText(out, pair.getKey());
      writeText(out, pair.getValue());
    }
    out.writeInt(snapshot.entries().size());
    for (Entry e : snapshot.entries()) {
      writeText(out, e.path());
      out.writeByte(e.type().ordinal());
      out.writeByte(e.role().ordinal());
      out.writeInt(e.bits());
      out.writeInt(e.length());
      writeValues(out, e.values());
    }
    out.flush();
    out.writeLong(crc.getValue());
    out.flush();
  }

  private static void writeText(DataOutputStream out, String text) throws IOException {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(utf8.length);
    out.write(utf8);
  }

  private static void writeValues(DataOutputStream out, Object values) throws IOException {
    switch (values) {
      case float[] array -> {
        for (float x : array) {
          out.writeInt(Float.floatToRawIntBits(x));
        }
      }
      case double[] array -> {
        for (double x : array) {
          out.writeLong(Double.doubleToRawLongBits(x));
        }
      }
      case int[] array -> {
        for (int x : array) {
          out.writeInt(x);
        }
      }
      case long[] array -> {
        for (long x : array) {
          out.writeLong(x);
        }
      }
      default -> throw new IllegalStateException("unknown type " + values.getClass());
    }
  }

  static Snapshot read(Path path) {
    String source = path.toString();
    if (Files.exists(path) && !Files.isRegularFile(path)) {
      throw new InputException(source, "file", "not a regular file", "it must be a snapshot file");
    }
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      long size = channel.size();
      long most = Math.min(LARGEST, Runtime.getRuntime().maxMemory());
      requireHead(Channels.newInputStream(channel), size, source);
      if (size > most) {
        throw new InputException(source, "size", size + " bytes", "it must be <= " + most);
      }
      channel.position(0);
      requireChecksum(Channels.newInputStream(channel), size, source);
      channel.position(0);
      return parse(Channels.newInputStream(channel), size, source);
    } catch (IOException e) {
      throw new InputException(source, "file", reason(e), "it must be a readable snapshot", e);
    }
  }

  static Snapshot fromBytes(byte[] bytes, String source) {
    try {
      requireHead(new ByteArrayInputStream(bytes), bytes.length, source);
      requireChecksum(new ByteArrayInputStream(bytes), bytes.length, source);
      return parse(new ByteArrayInputStream(bytes), bytes.length, source);
    } catch (IOException e) {
      throw new InputException(source, "content", reason(e), "it must be a snapshot", e);
    }
  }

  private static void requireHead(InputStream in, long size, String source) throws IOException {
    ByteBuffer head = ByteBuffer.wrap(in.readNBytes(HEAD));
    if (head.remaining() < Integer.BYTES || head.getInt() != MAGIC) {
      throw new InputException(source, "magic", "foreign", "it must be a snapshot of Hillock");
    }
    if (size < SMALLEST || head.remaining() < Integer.BYTES) {
      throw new InputException(source, "size", size + " bytes", "it is cut short");
    }
    int version = head.getInt();
    if (version != VERSION) {
      throw new InputException(
          source, "format version", version, "this program reads version " + VERSION);
    }
  }

  private static void requireChecksum(InputStream in, long size, String source) throws IOException {
    DataInputStream all = new DataInputStream(in);
    byte[] chunk = new byte[BUFFER];
    CRC32C content = new CRC32C();
    for (long left = size - CHECKSUM; left > 0; ) {
      int n = (int) Math.min(left, chunk.length);
      all.readFully(chunk, 0, n);
      content.update(chunk, 0, n);
      left -= n;
    }
    long stored = all.readLong();
    if (stored != content.getValue()) {
      throw new InputException(
          source,
          "checksum",
          Long.toHexString(stored),
          "it must match the content: the file is damaged or cut short");
    }
  }

  private static Snapshot parse(InputStream in, long size, String source) throws IOException {
    Reader reader = new Reader(in, size - CHECKSUM, source);
    reader.readInt("magic");
    reader.readInt("format version");
    Map<String, String> metadata = new TreeMap<>();
    int pairs = reader.readCount("number of metadata pairs", 2 * Integer.BYTES);
    for (int k = 0; k < pairs; k++) {
      String key = reader.readText("metadata key");
      if (metadata.put(key, reader.readText("metadata of " + key)) != null) {
        throw new InputException(source, "metadata key", key, "it must be unique");
      }
    }
    int count = reader.readCount("number of entries", 3 * Integer.BYTES + 2);
    List<Entry> entries = new ArrayList<>();
    for (int k = 0; k < count; k++) {
      entries.add(reader.readEntry());
    }
    reader.requireEnd();
    return new Snapshot(metadata, entries);
  }

  /** Reads fields and never past the content; every claimed length is held against what is left. */
  private static final class Reader {
    private final DataInputStream in;
    private final String source;
    private long left;

    Reader(InputStream in, long size, String source) {
      this.in = new DataInputStream(new BufferedInputStream(in, BUFFER));
      this.left = size;
      this.source = source;
    }

    private void take(String field, long bytes) {
      if (bytes > left) {
        throw new InputException(source, field, bytes + " bytes", "only " + left + " are left");
      }
      left -= bytes;
    }

    int readInt(String field) throws IOException {
      take(field, Integer.BYTES);
      return in.readInt();
    }

    int readCount(String field, long bytesOfEach) throws IOException {
      int count = readInt(field);
      if (count < 0 || count * bytesOfEach > left) {
        throw new InputException(source, field, count, "only " + left + " bytes are left");
      }
      return count;
    }

    String readText(String field) throws IOException {
      int length = readCount("length of " + field, 1);
      take(field, length);
      byte[] utf8 = in.readNBytes(length);
      try {
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
      } catch (CharacterCodingException e) {
        throw new InputException(source, field, "bytes", "it must be UTF-8", e);
      }
    }

    Entry readEntry() throws IOException {
      String path = readText("path of an entry");
      take(path, 2);
      int type = in.readUnsignedByte();
      int role = in.readUnsignedByte();
      if (type >= Type.values().length || role >= StateRole.values().length) {
        throw new InputException(source, path, type + "/" + role, "type and role must be known");
      }
      int bits = readInt(path);
      if (bits < 0) {
        throw new InputException(source, path + " bits", bits, "it must be >= 0");
      }
      Type t = Type.values()[type];
      int length = readCount(path + " length", t.bytes);
      take(path, (long) length * t.bytes);
      return new Entry(path, t, StateRole.values()[role], bits, readValues(t, length));
    }

    private Object readValues(Type type, int length) throws IOException {
      return switch (type) {
        case FLOATS -> {
          float[] values = new float[length];
          for (int i = 0; i < length; i++) {
            values[i] = Float.intBitsToFloat(in.readInt());
          }
          yield values;
        }
        case DOUBLES -> {
          double[] values = new double[length];
          for (int i = 0; i < length; i++) {
            values[i] = Double.longBitsToDouble(in.readLong());
          }
          yield values;
        }
        case INTS -> {
          int[] values = new int[length];
          for (int i = 0; i < length; i++) {
            values[i] = in.readInt();
          }
          yield values;
        }
        case LONGS -> {
          long[] values = new long[length];
          for (int i = 0; i < length; i++) {
            values[i] = in.readLong();
          }
          yield values;
        }
      };
    }

    void requireEnd() {
      if (left > 0) {
        throw new InputException(source, "content", left + " bytes more", "it must end there");
      }
    }
  }
}
