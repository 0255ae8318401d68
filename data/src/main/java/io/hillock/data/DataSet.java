package io.hillock.data;

/** The data sets that Hillock knows by name; each lives in a folder of its own. */
public enum DataSet {
  /** MIT-BIH Arrhythmia Database, WFDB records. */
  MIT_BIH("mitdb", ".hea", "MIT-BIH Arrhythmia Database"),
  /** Free Spoken Digit Dataset, WAV files. */
  SPOKEN_DIGITS("fsdd", ".wav", "Free Spoken Digit Dataset"),
  /** Vowel formants of Hillenbrand 1995 and of Peterson and Barney 1952. */
  VOWELS("vowels", "", "Vowel formants"),
  /** MNIST digits, IDX files. */
  MNIST("mnist", ".gz", "MNIST"),
  /** Fashion-MNIST, IDX files. */
  FASHION_MNIST("fashion-mnist", ".gz", "Fashion-MNIST"),
  /** Penn Treebank language-modelling text. */
  PENN_TREEBANK("ptb", ".gz", "Penn Treebank"),
  /** WikiText-2 text. */
  WIKITEXT_2("wikitext-2", "", "WikiText-2"),
  /** Fingertip taxels on Braille letters. */
  BRAILLE("braille-tactile", ".gz", "Tactile Braille letters"),
  /** Event-camera digits. */
  N_MNIST("n-mnist", "", "N-MNIST"),
  /** Eight-channel EMG of three gestures. */
  ROSHAMBO_EMG("roshambo-emg", ".gz", "Roshambo EMG"),
  /** Eight-channel EMG of seven gestures. */
  MYO_READINGS("myo-readings", "", "Myo EMG readings"),
  /** Case Western Reserve University bearing vibration. */
  BEARING("cwru-bearing", ".gz", "CWRU bearing vibration"),
  /** Spoken command words, WAV files. */
  SPEECH_COMMANDS("speech-commands", "", "Speech Commands"),
  /** Cue-accumulation vectors and initial weights of the ReckOn processor. */
  RECKON("reckon", "", "ReckOn cue accumulation");

  private final String folder;
  private final String ending;
  private final String title;

  DataSet(String folder, String ending, String title) {
    this.folder = folder;
    this.ending = ending;
    this.title = title;
  }

  /**
   * Name of its folder below the data directory.
   *
   * @return the folder
   */
  public String folder() {
    return folder;
  }

  /**
   * Ending of the files by which its presence is recognised.
   *
   * @return the ending, empty where any entry of the folder will do
   */
  public String ending() {
    return ending;
  }

  /**
   * Name for people.
   *
   * @return the title
   */
  public String title() {
    return title;
  }
}
