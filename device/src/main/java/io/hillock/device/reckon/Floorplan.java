package io.hillock.device.reckon;

import io.hillock.fault.ParameterException;
import io.hillock.network.Network;
import io.hillock.network.Population;
import io.hillock.network.Projection;
import io.hillock.neuron.LeakyIntegrator;
import io.hillock.neuron.Lif;
import io.hillock.neuron.NeuronModel;
import io.hillock.synapse.DigitalSubstrate;
import io.hillock.synapse.Substrate;
import java.util.List;
import java.util.Optional;

/** Which population and projection of a network takes which place of the chip. */
record Floorplan(
    Population in,
    Population hidden,
    Lif lif,
    Population out,
    LeakyIntegrator readout,
    Projection win,
    Optional<Projection> rec,
    Projection wout) {
  private static final String MODEL = "ReckOn";

  static Floorplan of(Network network) {
    Population in = null;
    Population hidden = null;
    Lif lif = null;
    Population out = null;
    LeakyIntegrator readout = null;
    for (Population p : network.populations()) {
      switch (network.model(p).orElse(null)) {
        case null -> in = only(in, p, "input populations");
        case Lif model -> {
          hidden = only(hidden, p, "hidden populations");
          lif = model;
        }
        case LeakyIntegrator model -> {
          out = only(out, p, "readouts");
          readout = model;
        }
        case NeuronModel other ->
            throw new ParameterException(
                MODEL,
                "neurons of " + p.name(),
                other.getClass().getSimpleName(),
                "the chip has LIF neurons and leaky integrators as outputs");
      }
    }
    if (in == null || hidden == null || out == null) {
      throw new ParameterException(
          MODEL,
          "populations",
          network.populations().size(),
          "the chip needs an input, a hidden population and a readout");
    }
    requireSize("inputs", in, Reckon.NEURONS);
    requireSize("neurons", hidden, Reckon.NEURONS);
    requireSize("outputs", out, Reckon.OUTPUTS);
    if (hidden.size() % 2 != 0) {
      throw new ParameterException(
          MODEL, "neurons", hidden.size(), "it must be even: the chip steps neurons in pairs");
    }
    Ends ends = new Ends(in, hidden, out);
    return new Floorplan(
        in,
        hidden,
        lif,
        out,
        readout,
        present(ends.find(network, in, hidden), in, hidden),
        ends.find(network, hidden, hidden),
        present(ends.find(network, hidden, out), hidden, out));
  }

  private static Population only(Population before, Population now, String what) {
    if (before != null) {
      throw new ParameterException(
          MODEL, what, before.name() + ", " + now.name(), "the chip has one");
    }
    return now;
  }

  private static void requireSize(String what, Population p, int most) {
    if (p.size() > most) {
      throw new ParameterException(MODEL, what, p.size(), "the chip has " + most);
    }
  }

  private static Projection present(Optional<Projection> found, Population pre, Population post) {
    return found.orElseThrow(() ->
        new ParameterException(
            MODEL,
            "projection " + pre.name() + "->" + post.name(),
            "missing",
            "the chip needs it"));
  }

  /** The weights of a projection as the network describes them. */
  static DigitalSubstrate substrate(Network network, Projection p) {
    Substrate found = network.substrate(p);
    if (found instanceof DigitalSubstrate digital && digital.bits() == Byte.SIZE) {
      return digital;
    }
    throw new ParameterException(
        MODEL, "substrate of " + p.name(), found, "the chip has weights of 8 bits (digital)");
  }

  /** The three kinds of populations, to look up projections between them. */
  private record Ends(Population in, Population hidden, Population out) {
    private Optional<Projection> find(Network network, Population pre, Population post) {
      Projection found = null;
      for (Projection p : network.projections()) {
        requireKnown(p);
        if (p.pre().equals(pre) && p.post().equals(post)) {
          if (found != null) {
            throw new ParameterException(
                MODEL,
                "projections from " + pre.name() + " to " + post.name(),
                List.of(found.name(), p.name()),
                "the chip has one weight for a pair");
          }
          int delay = pre.index() < post.index() ? 0 : 1;
          if (p.delay() != delay) {
            throw new ParameterException(
                MODEL,
                "delay of " + p.name(),
                p.delay() + " steps",
                "the chip has no delays: it must be the shortest, " + delay + " steps");
          }
          found = p;
        }
      }
      return Optional.ofNullable(found);
    }

    private void requireKnown(Projection p) {
      boolean fits =
          p.pre().equals(in) && p.post().equals(hidden)
              || p.pre().equals(hidden) && (p.post().equals(hidden) || p.post().equals(out));
      if (!fits) {
        throw new ParameterException(
            MODEL,
            "projection",
            p.name(),
            "the chip connects inputs to neurons, neurons to each other, and neurons to outputs");
      }
    }
  }
}
