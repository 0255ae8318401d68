package io.hillock.learning.layered;

import io.hillock.ledger.CountKind;
import io.hillock.ledger.Counts;
import java.util.Optional;

/**
 * Where one hidden layer gets its signal d_k from. Each kind holds references to what it reads and
 * to nothing else, so that a rule cannot see more than it states.
 */
sealed interface Teacher {
  /** Computes d for a sample of that class. */
  void signal(float[] d, int label, Counts counts);

  /** Random weights that exist only for learning. */
  Optional<Connections> feedback();

  /** (2) and (3): the next layer's delta through its own weights or through random ones. */
  record NextLayer(Connections through, float[] nextDelta, boolean random) implements Teacher {
    @Override
    public void signal(float[] d, int label, Counts counts) {
      through.transposed(d, nextDelta);
      counts.add(CountKind.MULTIPLY_ACCUMULATE, through.productsBack());
    }

    @Override
    public Optional<Connections> feedback() {
      return random ? Optional.of(through) : Optional.empty();
    }
  }

  /** (4): the error of the output. */
  record OutputError(WeightMatrix b, float[] error) implements Teacher {
    @Override
    public void signal(float[] d, int label, Counts counts) {
      b.transposed(d, error);
      counts.add(CountKind.MULTIPLY_ACCUMULATE, (long) b.pre * b.post);
    }

    @Override
    public Optional<Connections> feedback() {
      return Optional.of(b);
    }
  }

  /** (5) and (6): signs of the errors outside a dead zone; additions without products. */
  record ErrorSigns(WeightMatrix b, float[] error, float deadZone, float[] sign)
      implements Teacher {
    @Override
    public void signal(float[] d, int label, Counts counts) {
      int events = 0;
      for (int k = 0; k < sign.length; k++) {
        sign[k] = Math.abs(error[k]) > deadZone ? Math.signum(error[k]) : 0;
        events += sign[k] == 0 ? 0 : 1;
      }
      b.transposed(d, sign);
      counts.add(CountKind.SYNAPSE_READ, (long) events * b.pre);
      counts.add(CountKind.ERROR_EVENT, events);
    }

    @Override
    public Optional<Connections> feedback() {
      return Optional.of(b);
    }
  }

  /** (7): the row of the class; nothing of the network. */
  record Target(WeightMatrix b) implements Teacher {
    @Override
    public void signal(float[] d, int label, Counts counts) {
      System.arraycopy(b.w, label * b.pre, d, 0, b.pre);
      counts.add(CountKind.SYNAPSE_READ, b.pre);
    }

    @Override
    public Optional<Connections> feedback() {
      return Optional.of(b);
    }
  }

  /** No signal: the layer never learns. */
  record Silent() implements Teacher {
    @Override
    public void signal(float[] d, int label, Counts counts) {
      java.util.Arrays.fill(d, 0);
    }

    @Override
    public Optional<Connections> feedback() {
      return Optional.empty();
    }
  }
}
