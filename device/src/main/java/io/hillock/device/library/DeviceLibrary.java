package io.hillock.device.library;

import io.hillock.device.DeviceModel;
import io.hillock.device.fit.FittedDevice;
import io.hillock.device.fit.FittedDeviceFile;
import io.hillock.device.mtj.MtjPreset;
import io.hillock.device.pcm.PcmPreset;
import io.hillock.device.rram.RramPreset;
import io.hillock.fault.InputException;
import io.hillock.fault.ParameterException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Finds a device by its name, of whatever kind it is.
 *
 * <p>A preset goes by its own name, such as {@code hfo2-1t1r}; the name of a kind stands for its
 * standard preset. Where presets of two kinds share a name, as {@code ideal}, the kind is written
 * before it: {@code rram-ideal}. A fitted device goes by the name of its file.
 */
public final class DeviceLibrary {
  /** The preset that the name of a kind stands for. */
  private static final Map<String, String> STANDARD =
      Map.of("rram", "hfo2-1t1r", "pcm", "gst-nandakumar2018", "mtj", "perpendicular-40");

  /** A preset with its kind; made when it is asked for. */
  private record Entry(String kind, String id, Supplier<DeviceModel> model) {}

  private final List<Entry> presets = new ArrayList<>();
  private final Map<String, Entry> byName = new TreeMap<>();
  private final Set<String> shared = new TreeSet<>();

  /** Where fitted devices lie, or null without such a folder. */
  private final Path folder;

  private DeviceLibrary(Path folder) {
    this.folder = folder;
    for (RramPreset p : RramPreset.values()) {
      presets.add(new Entry("rram", p.id(), p::parameters));
    }
    for (PcmPreset p : PcmPreset.values()) {
      presets.add(new Entry("pcm", p.id(), p::parameters));
    }
    for (MtjPreset p : MtjPreset.values()) {
      presets.add(new Entry("mtj", p.id(), p::model));
    }
    Set<String> seen = new TreeSet<>();
    for (Entry e : presets) {
      if (!seen.add(e.id())) {
        shared.add(e.id());
      }
    }
    for (Entry e : presets) {
      byName.put(name(e), e);
    }
  }

  /**
   * The presets of all kinds.
   *
   * @return the library
   */
  public static DeviceLibrary builtIn() {
    return new DeviceLibrary(null);
  }

  /**
   * The presets of all kinds and the fitted devices of a folder.
   *
   * @param folder the folder; need not exist
   * @return the library; a fitted device is read when it is asked for
   */
  public static DeviceLibrary withFitted(Path folder) {
    return new DeviceLibrary(folder);
  }

  /**
   * The names of the fitted devices. What lies in the folder under a name that no device may have
   * is none of them.
   *
   * @return the names in order
   */
  public List<String> fitted() {
    return folder == null
        ? List.of()
        : FittedDeviceFile.names(folder).stream().filter(this::isFree).toList();
  }

  /**
   * Whether a fitted device may have a name.
   *
   * @param name the name
   * @return true unless a preset or a kind has it, or it has characters that no name has
   */
  public boolean isFree(String name) {
    return FittedDevice.isName(name)
        && !shared.contains(name)
        && presets.stream()
            .noneMatch(e -> e.kind().equals(name) || e.id().equals(name) || name(e).equals(name));
  }

  private String name(Entry e) {
    return shared.contains(e.id()) ? e.kind() + "-" + e.id() : e.id();
  }

  /**
   * The names that {@link #find(String)} knows, the names of kinds not among them.
   *
   * @return the names, presets by kind, then fitted devices
   */
  public List<String> names() {
    return Stream.concat(presets.stream().map(this::name), fitted().stream()).toList();
  }

  /**
   * The kinds that have presets.
   *
   * @return their names
   */
  public List<String> kinds() {
    return presets.stream().map(Entry::kind).distinct().toList();
  }

  /**
   * Finds a device.
   *
   * @param name its name, or the name of a kind for its standard preset
   * @return the device
   * @throws ParameterException when there is none of that name; it lists those that there are
   * @throws io.hillock.fault.InputException when the file of a fitted device is damaged
   */
  public DeviceModel find(String name) {
    Entry entry = byName.get(STANDARD.getOrDefault(name, name));
    if (entry != null) {
      return entry.model().get();
    }
    return load(name).orElseThrow(() -> unknown("device", name, names()));
  }

  /**
   * Finds a device of one kind.
   *
   * @param kind the kind
   * @param name its name; a preset needs no kind before it here
   * @return the device
   * @throws ParameterException when the kind has none of that name; it lists those that there are
   * @throws io.hillock.fault.InputException when the file of a fitted device is damaged
   */
  public DeviceModel find(String kind, String name) {
    String wanted = name.equals(kind) ? STANDARD.getOrDefault(name, name) : name;
    for (Entry e : presets) {
      if (e.kind().equals(kind) && (e.id().equals(wanted) || name(e).equals(wanted))) {
        return e.model().get();
      }
    }
    Optional<DeviceModel> other = load(name);
    if (other.isPresent()) {
      if (other.get().kind().equals(kind)) {
        return other.get();
      }
      throw new ParameterException(
          "device library", kind, name, "that device is of kind " + other.get().kind());
    }
    Stream<String> known = presets.stream().filter(e -> e.kind().equals(kind)).map(Entry::id);
    throw unknown(kind, name, Stream.concat(known, fitted().stream()).toList());
  }

  private Optional<DeviceModel> load(String name) {
    if (!fitted().contains(name)) {
      return Optional.empty();
    }
    FittedDevice device = FittedDeviceFile.read(FittedDeviceFile.path(folder, name));
    if (!device.name().equals(name)) {
      throw new InputException(
          FittedDeviceFile.path(folder, name).toString(),
          "name",
          device.name(),
          "it must be that of the file");
    }
    return Optional.of(device.model());
  }

  private static ParameterException unknown(String what, String name, List<String> known) {
    return new ParameterException(
        "device library", what, name, "known are " + String.join(", ", known));
  }
}
