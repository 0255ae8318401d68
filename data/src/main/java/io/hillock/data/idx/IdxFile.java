package io.hillock.data.idx;

import io.hillock.fault.InputException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/**
 * An IDX file of unsigned bytes: two zero bytes, the type 8, the number of dimensions, each
 * dimension as a big-endian 32-bit number, then the elements row by row; as it is or compressed by
 * gzip.
 *
 * @see "Y. LeCun, C. Cortes, C. Burges: THE MNIST DATABASE of handwritten digits, file formats"
 */
final class IdxFile {
  private static final int UNSIGNED_BYTE = 8;
  private static final int GZIP_MAGIC = 0x1f8b;

  /** No file here is longer; keeps a broken or malicious file from filling the memory. */
  private static final int MOST_BYTES = 1 << 28;

  private final int[] shape;
  private final byte[] elements;

  private IdxFile(int[] shape, byte[] elements) {
    this.shape = shape;
    this.elements = elements;
  }

  /** Reads a file with that many dimensions. */
  static IdxFile read(Path path, int dimensions) {
    String source = path.toString();
    byte[] bytes = bytes(path);
    int header = 4 + 4 * dimensions;
    if (bytes.length < header) {
      throw new InputException(
          source, "size", bytes.length + " byte", "the header alone has " + header);
    }
    ByteBuffer head = ByteBuffer.wrap(bytes);
    int magic = head.getInt();
    int wanted = UNSIGNED_BYTE << 8 | dimensions;
    if (magic != wanted) {
      throw new InputException(source, "magic number", magic, "it must be " + wanted);
    }
    int[] shape = new int[dimensions];
    long size = 1;
    for (int d = 0; d < dimensions; d++) {
      shape[d] = head.getInt();
      if (shape[d] < 1 || shape[d] > MOST_BYTES) {
        throw new InputException(
            source, "dimension " + (d + 1), shape[d], "it must be from 1 to " + MOST_BYTES);
      }
      size = Math.min(size * shape[d], MOST_BYTES + 1L);
    }
    if (size != bytes.length - header) {
      throw new InputException(
          source,
          "elements",
          bytes.length - header,
          "its dimensions " + Arrays.toString(shape) + " ask for another number");
    }
    return new IdxFile(shape, Arrays.copyOfRange(bytes, header, bytes.length));
  }

  private static byte[] bytes(Path path) {
    byte[] raw = raw(path);
    if (raw.length < 2 || ((raw[0] & 0xff) << 8 | raw[1] & 0xff) != GZIP_MAGIC) {
      return raw;
    }
    try (InputStream plain = new GZIPInputStream(new ByteArrayInputStream(raw))) {
      return atMost(path, plain);
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }

  /** The bytes of a file as it lies there. */
  static byte[] raw(Path path) {
    if (!Files.isRegularFile(path)) {
      throw new InputException(
          path.toString(), "file", path.getFileName(), "it must be a regular file");
    }
    try (InputStream in = Files.newInputStream(path)) {
      return atMost(path, in);
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }

  private static InputException unreadable(Path path, IOException e) {
    return new InputException(path.toString(), "file", e.getMessage(), "it must be readable", e);
  }

  private static byte[] atMost(Path path, InputStream in) throws IOException {
    byte[] bytes = in.readNBytes(MOST_BYTES + 1);
    if (bytes.length > MOST_BYTES) {
      throw new InputException(
          path.toString(),
          "size",
          "> " + MOST_BYTES + " byte",
          "no file of this kind is that long");
    }
    return bytes;
  }

  int[] shape() {
    return shape;
  }

  byte[] elements() {
    return elements;
  }
}
