package io.hillock.gallery.language;

import io.hillock.random.Seed;
import io.hillock.train.Layer;
import io.hillock.train.SequenceNetwork;
import io.hillock.train.cell.Egru;
import io.hillock.train.cell.Embedding;
import io.hillock.train.cell.Gru;
import io.hillock.train.cell.Lstm;
import io.hillock.train.cell.SoftmaxHead;
import java.util.List;
import java.util.Locale;

/** The models that are compared: word vectors, one recurrent layer, softmax tied to the vectors. */
enum LanguageModel {
  EGRU("EGRU", 3),
  GRU("GRU", 3),
  LSTM("LSTM", 4);

  /** Place of the recurrent layer in the network. */
  static final int RECURRENT = 1;

  private static final double VECTOR_DEVIATION = 0.1;

  private final String label;
  private final int gates;

  LanguageModel(String label, int gates) {
    this.label = label;
    this.gates = gates;
  }

  String label() {
    return label;
  }

  /** Its name in metric keys. */
  String key() {
    return label.toLowerCase(Locale.ROOT);
  }

  /** Gates and candidates, each with a matrix from below and one of its own. */
  int gates() {
    return gates;
  }

  SequenceNetwork network(int words, LanguageSetup setup, Seed seed) {
    int n = setup.units();
    Embedding vectors = new Embedding("words", words, n, VECTOR_DEVIATION, setup.dropout(), seed);
    Layer layer =
        switch (this) {
          case EGRU -> new Egru("egru", n, n, setup.event(), seed);
          case GRU -> new Gru("gru", n, n, seed);
          case LSTM -> new Lstm("lstm", n, n, seed);
        };
    SoftmaxHead head = new SoftmaxHead("softmax", n, vectors.vectors(), setup.dropout(), seed);
    return new SequenceNetwork(words, true, List.of(vectors, layer), head);
  }
}
