package io.hillock.train;

import io.hillock.fault.ParameterException;
import io.hillock.state.StateVisitor;
import io.hillock.state.Stateful;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * All trained numbers of a network, in a fixed order.
 *
 * @param all the matrices, with different names
 */
public record ParameterSet(List<Parameter> all) implements Stateful {
  /** Copies the list; names must differ. */
  public ParameterSet {
    all = List.copyOf(all);
    Set<String> seen = new HashSet<>();
    for (Parameter parameter : all) {
      if (!seen.add(parameter.name())) {
        throw new ParameterException(
            "network", "parameter", parameter.name(), "each name may stand there only once");
      }
    }
  }

  /**
   * All matrices of several parts; one that several parts share stands where it comes first.
   *
   * @param parts their matrices
   * @return the set
   */
  public static ParameterSet union(List<List<Parameter>> parts) {
    return new ParameterSet(parts.stream().flatMap(List::stream).distinct().toList());
  }

  /**
   * Where a matrix stands.
   *
   * @param parameter the matrix itself
   * @return its place
   */
  public int indexOf(Parameter parameter) {
    for (int k = 0; k < all.size(); k++) {
      if (all.get(k) == parameter) {
        return k;
      }
    }
    throw new IllegalArgumentException(parameter.name() + " does not belong to this network");
  }

  /**
   * How many numbers are trained.
   *
   * @return the count, without padding
   */
  public long size() {
    return all.stream().mapToLong(Parameter::size).sum();
  }

  @Override
  public void visit(StateVisitor visitor) {
    for (Parameter parameter : all) {
      visitor.part(parameter.name(), parameter);
    }
  }
}
