package io.hillock.data.wfdb;

import io.hillock.random.RandomStream;
import java.util.ArrayList;
import java.util.List;

/** Small records for tests. */
final class Records {
  private Records() {}

  static SignalSpec signal(SignalSpec.Storage storage, String lead) {
    return new SignalSpec(
        storage,
        new SignalSpec.Calibration(200, 1024, "mV"),
        new SignalSpec.Adc(11, 1024),
        SignalSpec.Integrity.NONE,
        lead);
  }

  static SignalSpec signal(String file, SignalFormat format, String lead) {
    return signal(SignalSpec.Storage.of(file, format), lead);
  }

  static Recording recording(String name, List<SignalSpec> signals, int frames, RandomStream r) {
    short[][] samples = new short[signals.size()][];
    for (int s = 0; s < samples.length; s++) {
      samples[s] = new short[frames * signals.get(s).storage().samplesPerFrame()];
      int half = -signals.get(s).storage().format().invalid();
      for (int i = 0; i < samples[s].length; i++) {
        samples[s][i] = (short) (r.nextInt(2 * half - 1) - half + 1);
      }
    }
    Header header =
        new Header(name, Header.Timing.of(360), frames, signals, List.of(" a comment", "another"));
    return Recording.of(header, samples);
  }

  static List<Annotation> annotations(int frames, int count, RandomStream r) {
    List<Annotation> annotations = new ArrayList<>();
    annotations.add(Annotation.rhythmChange(0, "N"));
    int[] times = new int[count];
    for (int i = 0; i < count; i++) {
      times[i] = r.nextInt(frames);
    }
    java.util.Arrays.sort(times);
    for (int time : times) {
      AnnotationCode code = AnnotationCode.values()[r.nextInt(50)];
      String aux = "x".repeat(r.nextBoolean(0.2) ? r.nextInt(256) : 0);
      annotations.add(
          new Annotation(
              time,
              code,
              r.nextBoolean(0.3) ? r.nextInt(256) - 128 : 0,
              r.nextBoolean(0.3) ? r.nextInt(256) : 0,
              r.nextBoolean(0.3) ? r.nextInt(256) - 128 : 0,
              aux));
    }
    return annotations;
  }
}
