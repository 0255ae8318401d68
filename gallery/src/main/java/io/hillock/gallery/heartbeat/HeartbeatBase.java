package io.hillock.gallery.heartbeat;

import io.hillock.fault.InputException;
import io.hillock.network.Snapshot;
import io.hillock.state.StateRole;
import io.hillock.state.StateVisitor;
import io.hillock.state.Stateful;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/**
 * What every person starts from: thresholds of the hidden neurons, centre and scale of the
 * features, and the readout trained on many persons. The hidden weights follow from the seed.
 */
public final class HeartbeatBase implements Stateful {
  private static final String RESOURCE = "heartbeat-base.snapshot";
  private static final String SETTINGS = "settings";
  private static final int FINGERPRINT_BYTES = 8;

  private final HeartbeatSettings settings;
  private final Map<String, String> provenance = new HashMap<>();
  final float[] thresholds;
  final float[] centre;
  final float[] inverseScale;
  final float[][] readout;
  private long networkSeed;

  /**
   * A base with thresholds of 2, features as they are and a readout of zeros.
   *
   * @param settings the constants of the network
   * @param networkSeed seed of wiring and hidden weights
   */
  public HeartbeatBase(HeartbeatSettings settings, long networkSeed) {
    this.settings = settings;
    this.networkSeed = networkSeed;
    thresholds = new float[settings.reservoir().neurons()];
    java.util.Arrays.fill(thresholds, 2);
    centre = new float[settings.features()];
    inverseScale = new float[settings.features()];
    java.util.Arrays.fill(inverseScale, 1);
    readout = new float[settings.features() + 1][HeartbeatSettings.CLASSES];
  }

  /**
   * The base that comes with the program.
   *
   * @return the base
   */
  public static HeartbeatBase shipped() {
    try (InputStream in = HeartbeatBase.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("missing resource " + RESOURCE);
      }
      return from(Snapshot.fromBytes(in.readAllBytes(), RESOURCE), RESOURCE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A base from a file.
   *
   * @param path the file
   * @return the base
   */
  public static HeartbeatBase read(Path path) {
    return from(Snapshot.read(path), path.toString());
  }

  private static HeartbeatBase from(Snapshot snapshot, String source) {
    HeartbeatBase base = new HeartbeatBase(HeartbeatSettings.DEFAULT, 0);
    String described = snapshot.metadata().get(SETTINGS);
    if (described == null) {
      throw new InputException(
          source, SETTINGS, "missing", "it must be a base, as --train-base writes them");
    }
    if (!base.settings.toString().equals(described)) {
      throw new InputException(
          source, SETTINGS, "others than this program has", "train the base anew: --train-base");
    }
    snapshot.restore(base, source);
    base.provenance.putAll(snapshot.metadata());
    return base;
  }

  /**
   * Writes the base.
   *
   * @param path where to
   */
  public void write(Path path) {
    snapshot().write(path);
  }

  Snapshot snapshot() {
    Map<String, String> metadata = new HashMap<>(provenance);
    metadata.put(SETTINGS, settings.toString());
    return Snapshot.capture(this, metadata);
  }

  /**
   * Adds to what is said of the training.
   *
   * @param key what
   * @param value how
   */
  void provenance(String key, String value) {
    provenance.put(key, value);
  }

  /**
   * What is said of the training: data, seed, figures.
   *
   * @return a copy
   */
  public Map<String, String> provenance() {
    return Map.copyOf(provenance);
  }

  /**
   * The constants of the network.
   *
   * @return the settings
   */
  public HeartbeatSettings settings() {
    return settings;
  }

  long networkSeed() {
    return networkSeed;
  }

  /**
   * A base that differs in its readout, which is zero: the control for what the base brings.
   *
   * @return the control
   */
  public HeartbeatBase withoutReadout() {
    HeartbeatBase copy = new HeartbeatBase(settings, networkSeed);
    System.arraycopy(thresholds, 0, copy.thresholds, 0, thresholds.length);
    System.arraycopy(centre, 0, copy.centre, 0, centre.length);
    System.arraycopy(inverseScale, 0, copy.inverseScale, 0, inverseScale.length);
    return copy;
  }

  /** The first half of the SHA-256 of settings and values: what a run must go on with. */
  String fingerprint() {
    try {
      byte[] all = Snapshot.capture(this, Map.of(SETTINGS, settings.toString())).toBytes();
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(all);
      return HexFormat.of().formatHex(hash, 0, FINGERPRINT_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  @Override
  public void visit(StateVisitor visitor) {
    networkSeed = visitor.scalar("seed", StateRole.BOOKKEEPING, Long.SIZE, networkSeed);
    visitor.floats("thresholds", StateRole.INFERENCE, Float.SIZE, thresholds);
    visitor.floats("centre", StateRole.INFERENCE, Float.SIZE, centre);
    visitor.floats("inverseScale", StateRole.INFERENCE, Float.SIZE, inverseScale);
    for (int f = 0; f < readout.length; f++) {
      visitor.floats("readout" + f, StateRole.INFERENCE, Float.SIZE, readout[f]);
    }
  }
}
