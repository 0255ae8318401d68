package io.hillock.app;

import io.hillock.app.report.HtmlReport;
import io.hillock.gallery.Claim;
import io.hillock.gallery.Result;
import java.io.PrintStream;
import java.util.Locale;
import java.util.stream.Collectors;

/** Results as lines for people. */
final class ClaimText {
  private ClaimText() {}

  static void print(PrintStream out, Result result, boolean metrics) {
    String seeds =
        result.environment().seeds().stream()
            .map(seed -> Long.toString(seed.value()))
            .collect(Collectors.joining(" "));
    out.printf(
        Locale.ROOT,
        "%s: %s, seed %s, data %s, %.1f s%n",
        result.id(),
        result.environment().scale().name().toLowerCase(Locale.ROOT),
        seeds,
        result.dataSource(),
        result.seconds());
    for (Claim claim : result.claims()) {
      out.println(line(claim));
    }
    if (metrics || result.claims().isEmpty()) {
      result
          .metrics()
          .forEach((name, value) ->
              out.printf(Locale.ROOT, "  %-40s %s%n", name, HtmlReport.figure(value)));
    }
  }

  static String line(Claim claim) {
    StringBuilder text = new StringBuilder();
    boolean bound = claim.relation() != Claim.Relation.REPORTED;
    text.append(!bound ? "  -      " : claim.holds() ? "  holds  " : "  FAILS  ");
    text.append(String.format(Locale.ROOT, "%-50s ", claim.name()))
        .append(HtmlReport.figure(claim.measured()));
    if (claim.spread() > 0) {
      text.append(" +- ").append(HtmlReport.figure(claim.spread()));
    }
    text.append(' ').append(claim.unit());
    if (bound) {
      text.append(", required ").append(claim.relation().symbol()).append(' ');
      text.append(HtmlReport.figure(claim.required()));
    }
    if (!Double.isNaN(claim.published())) {
      text.append(", published ").append(HtmlReport.figure(claim.published()));
    }
    return text.toString();
  }
}
