package io.hillock.data.reckon;

import io.hillock.fault.InputException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Labelled events as text: the number of samples, then one event a line.
 *
 * {@snippet lang=text :
 * 50           number of samples
 * 30, 8        event: input, tick
 * -2, 1        mark: the label is shown from here on
 * 29, 2103     event after the label
 * -1, 2250     end of the sample: its length in ticks
 * }
 *
 * <p>The mark of the label has no time of its own; the bench shows the label at a fixed tick.
 */
public final class EventFile {
  private static final int LABEL = -2;
  private static final int END = -1;
  private static final int LONGEST = 10_000_000;

  private EventFile() {}

  /**
   * What a file must fit.
   *
   * @param inputs number of inputs
   * @param classes number of classes
   * @param labelTick the tick from which on labels are shown
   */
  public record Limits(int inputs, int classes, int labelTick) {}

  /**
   * Reads samples.
   *
   * @param file the file
   * @param limits what it must fit
   * @param most greatest number of samples to read; the lines after them are not looked at
   * @return the samples, at most as many as wanted
   * @throws InputException if an input or label is out of range, events are out of order, a mark is
   *     missing or stands twice, or the file ends before its samples do
   */
  public static List<EventSample> read(Path file, Limits limits, int most) {
    TextLines lines = new TextLines(file);
    String first = lines.next();
    if (first == null) {
      throw new InputException(file.toString(), "content", "empty", "it must hold events");
    }
    int count = lines.integer("number of samples", first);
    if (count < 1) {
      throw lines.fault("number of samples", count, "it must be >= 1");
    }
    List<EventSample> samples = new ArrayList<>();
    int wanted = Math.min(count, most);
    while (samples.size() < wanted) {
      samples.add(new Sample(lines, limits, samples.size()).read());
    }
    if (wanted == count && lines.next() != null) {
      throw lines.fault("lines", "left over", "the file must end after its " + count + " samples");
    }
    return samples;
  }

  /** One sample being read. */
  private static final class Sample {
    private final TextLines lines;
    private final Limits limits;
    private final int number;
    private int[] times = new int[64];
    private int[] inputs = new int[64];
    private int size;
    private int label = -1;

    Sample(TextLines lines, Limits limits, int number) {
      this.lines = lines;
      this.limits = limits;
      this.number = number;
    }

    EventSample read() {
      while (true) {
        String line = lines.next();
        if (line == null) {
          throw lines.fault(
              "end of sample " + number, "missing", "each sample must end with a line -1, ticks");
        }
        int comma = line.indexOf(',');
        if (comma < 0) {
          throw lines.fault("line", line, "it must read: input, tick");
        }
        int what = lines.integer("input", line.substring(0, comma));
        int value = lines.integer("tick", line.substring(comma + 1));
        switch (what) {
          case LABEL -> label(value);
          case END -> {
            return end(value);
          }
          default -> event(what, value);
        }
      }
    }

    private void label(int value) {
      if (label >= 0) {
        throw lines.fault("label", value, "a sample has one label");
      }
      if (value < 0 || value >= limits.classes()) {
        throw lines.fault("label", value, "it must lie in 0.." + (limits.classes() - 1));
      }
      if (size > 0 && times[size - 1] > limits.labelTick()) {
        throw lines.fault(
            "tick before the label",
            times[size - 1],
            "the label is shown at tick " + limits.labelTick());
      }
      label = value;
    }

    private void event(int input, int tick) {
      if (input < 0 || input >= limits.inputs()) {
        throw lines.fault("input neuron", input, "it must lie in 0.." + (limits.inputs() - 1));
      }
      if (tick < 0 || tick > LONGEST) {
        throw lines.fault("tick", tick, "it must lie in 0.." + LONGEST);
      }
      int before = size == 0 ? 0 : times[size - 1];
      if (tick < before) {
        throw lines.fault(
            "tick",
            tick,
            "events must be in order, the last was at "
                + before
                + ", and a sample ends with a line -1, ticks");
      }
      if (label >= 0 && tick < limits.labelTick()) {
        throw lines.fault(
            "tick after the label", tick, "the label is shown at tick " + limits.labelTick());
      }
      if (size == times.length) {
        times = Arrays.copyOf(times, 2 * size);
        inputs = Arrays.copyOf(inputs, 2 * size);
      }
      times[size] = tick;
      inputs[size++] = input;
    }

    private EventSample end(int ticks) {
      if (label < 0) {
        throw lines.fault(
            "label of sample " + number, "missing", "each sample must have a line -2, label");
      }
      int least = Math.max(limits.labelTick(), size == 0 ? 0 : times[size - 1]) + 1;
      if (ticks < least || ticks > LONGEST) {
        throw lines.fault("ticks", ticks, "the sample must have " + least + ".." + LONGEST);
      }
      return new EventSample(
          ticks,
          limits.labelTick(),
          label,
          Arrays.copyOf(times, size),
          Arrays.copyOf(inputs, size));
    }
  }
}
