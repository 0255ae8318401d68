package io.hillock.data.wfdb;

import io.hillock.fault.InputException;
import io.hillock.fault.ParameterException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * One signal file: the samples of the signals that share it, multiplexed frame by frame.
 *
 * <p>In memory the invalid marker of either format is {@link Recording#INVALID}.
 */
final class SignalFile {
  /** Bytes per read; a multiple of three and of two, so that no sample is split between reads. */
  private static final int CHUNK = 3 * (1 << 16);

  private final String source;
  private final List<SignalSpec> group;
  private final SignalFormat format;
  private final int[] signalOfSlot;
  private final short[][] samples;
  private final int[] cursor;
  private final int[] sum;
  private final int[] first;
  private final boolean[] seen;

  private SignalFile(String source, List<SignalSpec> group, short[][] samples) {
    this.source = source;
    this.group = group;
    this.format = group.getFirst().storage().format();
    this.samples = samples;
    int n = group.size();
    signalOfSlot = new int[samplesPerFrame(group)];
    cursor = new int[n];
    sum = new int[n];
    first = new int[n];
    seen = new boolean[n];
    int slot = 0;
    for (int s = 0; s < n; s++) {
      SignalSpec.Storage storage = group.get(s).storage();
      Arrays.fill(signalOfSlot, slot, slot += storage.samplesPerFrame(), s);
      cursor[s] = -storage.skew() * storage.samplesPerFrame();
    }
  }

  /** Samples of all signals of a group in one frame. */
  static int samplesPerFrame(List<SignalSpec> group) {
    return group.stream().mapToInt(s -> s.storage().samplesPerFrame()).sum();
  }

  /**
   * Frames that a file of this size holds.
   *
   * @param group signals that share the file
   * @param size its size [byte]
   * @return the frames, or -1 where the size is not that of whole frames
   */
  static long framesIn(List<SignalSpec> group, long size) {
    SignalSpec.Storage storage = group.getFirst().storage();
    long bytes = size - storage.byteOffset();
    if (bytes < 0) {
      return -1;
    }
    int perFrame = samplesPerFrame(group);
    // A file of format 212 may hold half a pair more than its frames: try both readings.
    long frames = bytes * 8 / storage.format().bits() / perFrame;
    return holds(group, size, frames) ? frames : -1;
  }

  /** Whether a file of this size is exactly as long as these frames need. */
  static boolean holds(List<SignalSpec> group, long size, long frames) {
    SignalSpec.Storage storage = group.getFirst().storage();
    long bytes = size - storage.byteOffset();
    long count = frames * samplesPerFrame(group);
    boolean padded =
        storage.format() == SignalFormat.FORMAT_212
            && count % 2 == 1
            && bytes == storage.format().bytes(count + 1);
    return bytes == storage.format().bytes(count) || padded;
  }

  /**
   * Reads the samples of a group whose file size was found to fit.
   *
   * @param path the file
   * @param group signals that share it
   * @param samples where to put them: one array for each signal
   */
  static void read(Path path, List<SignalSpec> group, short[][] samples) {
    SignalFile file = new SignalFile(path.toString(), group, samples);
    long count = 0;
    for (int s = 0; s < samples.length; s++) {
      count += samples[s].length;
    }
    file.decode(path, count);
    file.fillSkewed();
    file.verify();
  }

  private void decode(Path path, long count) {
    byte[] chunk = new byte[(int) Math.min(CHUNK, format.bytes(count + 1))];
    long left = count;
    int slot = 0;
    try (InputStream in = Files.newInputStream(path)) {
      in.skipNBytes(group.getFirst().storage().byteOffset());
      while (left > 0) {
        int got = in.readNBytes(chunk, 0, chunk.length);
        long whole = Math.min(left, (long) got * 8 / format.bits());
        if (whole == 0) {
          throw new InputException(source, "samples", count - left, "the header promises " + count);
        }
        slot = scatter(chunk, (int) whole, slot);
        left -= whole;
      }
    } catch (IOException e) {
      throw new InputException(source, "content", e.getMessage(), "it must be readable", e);
    }
  }

  private int scatter(byte[] bytes, int count, int firstSlot) {
    int slot = firstSlot;
    int invalid = format.invalid();
    for (int i = 0; i < count; i++) {
      int value =
          switch (format) {
            case FORMAT_16 -> (short) ((bytes[2 * i] & 0xFF) | bytes[2 * i + 1] << 8);
            case FORMAT_212 -> sample212(bytes, i);
          };
      int s = signalOfSlot[slot];
      if (++slot == signalOfSlot.length) {
        slot = 0;
      }
      if (!seen[s]) {
        seen[s] = true;
        first[s] = value;
      }
      sum[s] += value;
      int at = cursor[s]++;
      if (at >= 0) {
        samples[s][at] = value == invalid ? Recording.INVALID : (short) value;
      }
    }
    return slot;
  }

  private static int sample212(byte[] bytes, int i) {
    int at = (i >> 1) * 3;
    int value =
        (i & 1) == 0
            ? (bytes[at] & 0xFF) | (bytes[at + 1] & 0x0F) << 8
            : (bytes[at + 2] & 0xFF) | (bytes[at + 1] & 0xF0) << 4;
    return value << 20 >> 20;
  }

  /** Samples that a skewed signal lacks at its end are invalid. */
  private void fillSkewed() {
    for (int s = 0; s < samples.length; s++) {
      Arrays.fill(samples[s], cursor[s], samples[s].length, Recording.INVALID);
    }
  }

  private void verify() {
    for (int s = 0; s < samples.length; s++) {
      SignalSpec.Integrity integrity = group.get(s).integrity();
      String lead = " of signal " + group.get(s).description();
      if (integrity.initialValue().isPresent() && integrity.initialValue().getAsInt() != first[s]) {
        throw new InputException(
            source,
            "initial value" + lead,
            first[s],
            "the header says " + integrity.initialValue().getAsInt());
      }
      if (integrity.checksum().isPresent()
          && (short) integrity.checksum().getAsInt() != (short) sum[s]) {
        throw new InputException(
            source,
            "checksum" + lead,
            (short) sum[s],
            "the header says " + (short) integrity.checksum().getAsInt());
      }
    }
  }

  /**
   * Encodes the samples of a group.
   *
   * @param group signals that share a file
   * @param samples their samples
   * @param frames frames in each
   * @return the content of the file
   */
  static byte[] encode(List<SignalSpec> group, short[][] samples, int frames) {
    SignalFormat format = group.getFirst().storage().format();
    long count = (long) frames * samplesPerFrame(group);
    long size = format.bytes(count);
    if (size > Integer.MAX_VALUE - 8) {
      throw new ParameterException(
          "signal file", "size", size + " byte", "files of more than 2 GiB are not written");
    }
    byte[] bytes = new byte[(int) size];
    int i = 0;
    for (int frame = 0; frame < frames; frame++) {
      for (int s = 0; s < samples.length; s++) {
        int perFrame = group.get(s).storage().samplesPerFrame();
        for (int k = 0; k < perFrame; k++) {
          put(bytes, i++, stored(format, samples[s][frame * perFrame + k]), format);
        }
      }
    }
    return bytes;
  }

  /** The stored value of a sample in a format. */
  static int stored(SignalFormat format, short sample) {
    if (sample == Recording.INVALID) {
      return format.invalid();
    }
    if (sample <= format.invalid() || sample >= -format.invalid()) {
      throw new ParameterException(
          "signal file", "sample", sample, "it must fit into format " + format.code());
    }
    return sample;
  }

  private static void put(byte[] bytes, int i, int value, SignalFormat format) {
    switch (format) {
      case FORMAT_16 -> {
        bytes[2 * i] = (byte) value;
        bytes[2 * i + 1] = (byte) (value >> 8);
      }
      case FORMAT_212 -> {
        int at = (i >> 1) * 3;
        if ((i & 1) == 0) {
          bytes[at] = (byte) value;
          bytes[at + 1] |= (byte) ((value >> 8) & 0x0F);
        } else {
          bytes[at + 1] |= (byte) ((value >> 4) & 0xF0);
          bytes[at + 2] = (byte) value;
        }
      }
    }
  }
}
