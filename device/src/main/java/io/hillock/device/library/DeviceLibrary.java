package io.hillock.device.library;

import io.hillock.device.DeviceModel;
import io.hillock.device.mtj.MtjPreset;
import io.hillock.device.pcm.PcmPreset;
import io.hillock.device.rram.RramPreset;
import io.hillock.fault.ParameterException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Finds a device by its name, of whatever kind it is.
 *
 * <p>A preset goes by its own name, such as {@code hfo2-1t1r}; the name of a kind stands for its
 * standard preset. Where presets of two kinds share a name, as {@code ideal}, the kind is written
 * before it: {@code rram-ideal}.
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

  private DeviceLibrary() {
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
    return new DeviceLibrary();
  }

  private String name(Entry e) {
    return shared.contains(e.id()) ? e.kind() + "-" + e.id() : e.id();
  }

  /**
   * The names that {@link #find(String)} knows, the names of kinds not among them.
   *
   * @return the names, by kind
   */
  public List<String> names() {
    return presets.stream().map(this::name).toList();
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
   */
  public DeviceModel find(String name) {
    Entry entry = byName.get(STANDARD.getOrDefault(name, name));
    if (entry == null) {
      throw unknown("device", name, names());
    }
    return entry.model().get();
  }

  /**
   * Finds a device of one kind.
   *
   * @param kind the kind
   * @param name its name; a preset needs no kind before it here
   * @return the device
   * @throws ParameterException when the kind has none of that name; it lists those that there are
   */
  public DeviceModel find(String kind, String name) {
    String wanted = name.equals(kind) ? STANDARD.getOrDefault(name, name) : name;
    for (Entry e : presets) {
      if (e.kind().equals(kind) && (e.id().equals(wanted) || name(e).equals(wanted))) {
        return e.model().get();
      }
    }
    throw unknown(
        kind, name, presets.stream().filter(e -> e.kind().equals(kind)).map(Entry::id).toList());
  }

  private static ParameterException unknown(String what, String name, List<String> known) {
    return new ParameterException(
        "device library", what, name, "known are " + String.join(", ", known));
  }
}
