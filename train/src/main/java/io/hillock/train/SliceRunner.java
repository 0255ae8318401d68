package io.hillock.train;

import io.hillock.state.StateVisitor;
import io.hillock.state.Stateful;
import java.util.List;

/** Takes slices of a batch through the network, forward and, when training, back. */
final class SliceRunner implements Stateful {
  private final SequenceNetwork network;
  private final int slice;
  private final LayerRun[] runs;
  private final HeadRun head;
  private final Signals[] signals; // signals[l] arrives at layer l, the last one at the head
  private final Demand[] demands; // demands[l] is what layer l asks for
  private final Tally[] tallies;
  private final Score score = new Score();

  /** With a gradient for training, without one for evaluation. */
  SliceRunner(SequenceNetwork network, int slice, int steps, Gradient gradient) {
    this.network = network;
    this.slice = slice;
    List<Layer> layers = network.layers();
    runs = new LayerRun[layers.size()];
    signals = new Signals[layers.size() + 1];
    demands = new Demand[layers.size()];
    tallies = new Tally[layers.size()];
    signals[0] = new Signals(slice, network.inputs(), network.binaryInputs());
    for (int l = 0; l < runs.length; l++) {
      Layer layer = layers.get(l);
      runs[l] = gradient == null ? layer.infer(slice) : layer.train(slice, steps, gradient);
      signals[l + 1] = new Signals(slice, layer.units(), layer.binary());
      demands[l] = new Demand(slice, layer.units());
      tallies[l] = new Tally(layer.units());
    }
    head = network.head().start(slice, steps, gradient);
  }

  /** Forward over the samples from, .. to - 1 of a batch, slice by slice. */
  void evaluate(Batch batch, int from, int to, boolean carry) {
    for (int first = from; first < to; first += slice) {
      forward(batch, first, Math.min(slice, to - first), carry, 1);
    }
  }

  /** Forward and back; scale is one over the number of samples of the batch. */
  void train(Batch batch, int from, int to, boolean carry, float scale) {
    for (int first = from; first < to; first += slice) {
      int samples = Math.min(slice, to - first);
      forward(batch, first, samples, carry, scale);
      backward(batch, first, samples);
    }
    for (LayerRun run : runs) {
      run.flush();
    }
    head.flush();
  }

  private void forward(Batch batch, int first, int samples, boolean carry, float scale) {
    int steps = batch.steps();
    for (LayerRun run : runs) {
      run.begin(carry);
    }
    head.begin(carry, steps);
    for (int t = 0; t < steps; t++) {
      input(batch, first, samples, t);
      for (int l = 0; l < runs.length; l++) {
        runs[l].forward(t, signals[l], signals[l + 1]);
      }
      head.forward(t, signals[runs.length]);
    }
    head.finish(batch, first, samples, scale, score);
  }

  private void backward(Batch batch, int first, int samples) {
    for (int t = batch.steps() - 1; t >= 0; t--) {
      input(batch, first, samples, t);
      for (int l = 0; l < runs.length; l++) {
        runs[l].recall(t, signals[l + 1], demands[l]);
      }
      head.adjoint(t, signals[runs.length], demands[runs.length - 1]);
      for (int l = runs.length - 1; l >= 0; l--) {
        runs[l].adjoint(t, signals[l], demands[l], l == 0 ? null : demands[l - 1]);
      }
    }
    for (LayerRun run : runs) {
      run.end();
    }
    head.end();
  }

  private void input(Batch batch, int first, int samples, int t) {
    signals[0].clear();
    for (int place = 0; place < samples; place++) {
      batch.input(first + place, t, signals[0], place);
    }
  }

  /** Adds what happened since the last call to sums over runners, and forgets it. */
  void collect(Score scores, Tally[] sums) {
    scores.add(score);
    score.clear();
    for (int l = 0; l < runs.length; l++) {
      tallies[l].clear();
      runs[l].tally(tallies[l]);
      sums[l].add(tallies[l]);
    }
  }

  void push(int layer, float[] derivative) {
    runs[layer].push(derivative);
  }

  @Override
  public void visit(StateVisitor visitor) {
    for (int l = 0; l < runs.length; l++) {
      visitor.part(network.layers().get(l).name(), runs[l]);
    }
    visitor.part("head", head);
  }
}
