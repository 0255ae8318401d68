package io.hillock.app.report;

import io.hillock.gallery.Claim;
import io.hillock.gallery.LedgerSummary;
import io.hillock.gallery.Result;
import io.hillock.gallery.Table;
import io.hillock.gallery.plot.Plot;
import io.hillock.ledger.CountKind;
import io.hillock.ledger.EnergyEstimate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A self-contained page: provenance, claims, figures, plots, tables. It loads nothing. */
public final class HtmlReport {
  /** Stands for a figure that there is not. */
  static final String DASH = "\u2013";

  private static final String STYLE =
      """
      :root{color-scheme:light dark;--ink:#1c2430;--soft:#5b6675;--line:#d9dee5;--paper:#fff;--bad:#b3261e;--good:#1b7f4b;
      --c0:#2563a8;--c1:#d9720f;--c2:#2b8a57;--c3:#b3364a;--c4:#7a57b0;--c5:#8a6d3b;--c6:#0f8b8d;--c7:#6b7280}
      @media(prefers-color-scheme:dark){:root{--ink:#e6eaf0;--soft:#9aa6b5;--line:#333c48;--paper:#12161c;--bad:#ff8a80;--good:#6fd39c;
      --c0:#6fb1f5;--c1:#f5a85a;--c2:#6fd39c;--c3:#f08a9b;--c4:#b79cf0;--c5:#d6b980;--c6:#5fd3d5;--c7:#aab4c2}}
      body{font:15px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--paper);max-width:920px;margin:2rem auto;padding:0 1rem}
      h1{font-size:1.6rem;margin-bottom:.2rem}h2{font-size:1.15rem;margin-top:2.2rem;border-bottom:1px solid var(--line)}
      .provenance,figcaption{color:var(--soft);font-size:.88rem}figure{margin:1.4rem 0}figcaption{font-weight:600}
      svg{width:100%;height:auto;display:block}table{border-collapse:collapse;font-size:.9rem;margin:.6rem 0 1.4rem;min-width:50%}
      th,td{text-align:left;padding:.28rem .6rem;border-bottom:1px solid var(--line);vertical-align:top}th{color:var(--soft);font-weight:600}
      td.number,th.number{text-align:right;font-variant-numeric:tabular-nums}td.number{white-space:nowrap}td.band{white-space:normal}.holds{color:var(--good);font-weight:600}.fails{color:var(--bad);font-weight:600}
      .provenance{overflow-wrap:anywhere}@media(max-width:600px){figure{overflow-x:auto}svg{min-width:640px}}
      .wide{overflow-x:auto}.grid{stroke:var(--line);stroke-width:1}.tick{font:11px system-ui,sans-serif;fill:var(--soft)}.small{font:9px system-ui,sans-serif;fill:var(--soft)}
      .label{font:12px system-ui,sans-serif;fill:var(--ink)}.error{stroke:var(--ink);stroke-width:1.5}.spike{stroke:var(--ink);stroke-width:1}
      .mark{stroke:var(--c2);stroke-opacity:.45}.alarm{stroke:var(--c3);stroke-width:1.4}text.mark{fill:var(--c2);stroke:none;font:11px system-ui}text.alarm{fill:var(--c3);stroke:none;font:bold 12px system-ui}
      .count{font:13px system-ui,sans-serif;fill:var(--ink)}.base{stroke:var(--soft);stroke-width:1}.faint{stroke:var(--line);stroke-width:.6}
      .guide{fill:none;stroke:var(--soft);stroke-width:1;stroke-dasharray:5 4}.note{font:600 13px system-ui,sans-serif;paint-order:stroke;stroke:var(--paper);stroke-width:4px;stroke-linejoin:round}
      caption{text-align:left;color:var(--soft);font-weight:600;font-size:.88rem;padding:.2rem 0}
      @media print{:root{color-scheme:light;--ink:#000;--soft:#444;--line:#bbb;--paper:#fff;--bad:#b3261e;--good:#1b7f4b;
      --c0:#2563a8;--c1:#d9720f;--c2:#2b8a57;--c3:#b3364a;--c4:#7a57b0;--c5:#8a6d3b;--c6:#0f8b8d;--c7:#6b7280}
      body{max-width:none;margin:0;font-size:10pt}figure,tr{break-inside:avoid}h2,caption{break-after:avoid}}
      """;

  private HtmlReport() {}

  /**
   * The page of some results.
   *
   * @param title title of the page
   * @param provenance lines on command, version, seed, machine
   * @param results the results
   * @return the page
   */
  public static String page(String title, List<String> provenance, List<Result> results) {
    StringBuilder html = new StringBuilder();
    html.append(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
            + "<meta name=\"viewport\" content=\"width=device-width\"><title>");
    html.append(Html.escape(title)).append("</title><style>").append(STYLE).append(colours());
    html.append("</style></head><body>\n<h1>").append(Html.escape(title)).append("</h1>\n");
    for (String line : provenance) {
      html.append("<div class=\"provenance\">").append(Html.escape(line)).append("</div>\n");
    }
    rules(html, results);
    for (Result result : results) {
      section(html, result);
    }
    return html.append("</body></html>\n").toString();
  }

  private static void rules(StringBuilder html, List<Result> results) {
    Table table = RuleTable.table(results);
    if (!table.rows().isEmpty()) {
      html.append("<h2>Rules side by side</h2>\n");
      table(html, table);
      html.append(SvgPlot.draw(RuleTable.plot(results)));
    }
  }

  private static String colours() {
    StringBuilder css = new StringBuilder();
    for (int k = 0; k < 8; k++) {
      css.append(".line").append(k).append("{fill:none;stroke-width:1.6;stroke:var(--c").append(k);
      css.append(")}.fill").append(k).append("{fill:var(--c").append(k).append(")}\n");
    }
    return css.toString();
  }

  private static void section(StringBuilder html, Result result) {
    html.append("<h2>").append(Html.escape(result.id())).append("</h2>\n");
    html.append("<div class=\"provenance\">data: ").append(Html.escape(result.dataSource()));
    result.dataSha256().ifPresent(sha -> html.append(", SHA-256 ").append(Html.escape(sha)));
    html.append(String.format(Locale.ROOT, "; %.1f s</div>\n", result.seconds()));
    if (!result.claims().isEmpty()) {
      claims(html, result.claims());
    }
    for (Plot plot : result.plots()) {
      html.append(SvgPlot.draw(plot));
    }
    for (Table table : result.tables()) {
      table(html, table);
    }
    result.ledger().ifPresent(ledger -> ledger(html, ledger));
    table(html, metrics(result));
  }

  private static void claims(StringBuilder html, List<Claim> claims) {
    html.append("<div class=\"wide\"><table><tr><th>claim</th><th class=\"number\">measured</th>");
    html.append("<th class=\"number\">required</th>");
    html.append("<th class=\"number\">published</th><th>source</th><th></th></tr>\n");
    for (Claim claim : claims) {
      html.append("<tr><td>")
          .append(Html.escape(claim.name()))
          .append("</td><td class=\"number\">");
      html.append(figure(claim.measured()));
      if (claim.spread() > 0) {
        html.append(" &#177; ").append(figure(claim.spread()));
      }
      html.append(' ').append(Html.escape(claim.unit())).append("</td><td class=\"number\">");
      boolean bound = claim.relation() != Claim.Relation.REPORTED;
      html.append(
          bound ? Html.escape(claim.relation().symbol()) + " " + figure(claim.required()) : DASH);
      html.append("</td><td class=\"number\">").append(figure(claim.published()));
      html.append("</td><td>").append(Html.escape(claim.source())).append("</td><td class=\"");
      html.append(!bound ? "\">" : claim.holds() ? "holds\">" : "fails\">");
      html.append(!bound ? "reported" : claim.holds() ? "holds" : "fails").append("</td></tr>\n");
    }
    html.append("</table></div>\n");
  }

  private static void ledger(StringBuilder html, LedgerSummary summary) {
    List<List<String>> rows = new ArrayList<>();
    for (CountKind kind : CountKind.values()) {
      long count = summary.counts().get(kind);
      if (count > 0) {
        EnergyEstimate energy = summary.energy().byKind().get(kind);
        boolean unpriced = summary.energy().uncovered().containsKey(kind);
        List<String> row = new ArrayList<>();
        row.add(kind.name().toLowerCase(Locale.ROOT).replace('_', ' '));
        row.add(Long.toString(count));
        row.addAll(
            energy != null
                ? band(energy)
                : List.of(
                    isOutcome(kind) ? DASH : unpriced ? "no price" : "by the device", DASH, DASH));
        rows.add(row);
      }
    }
    rows.add(line("computed by device models", summary.energy().device()));
    rows.add(line("all", summary.energy().total()));
    table(
        html,
        new Table(
            "Counts, and energy with its band after " + summary.technology() + " [uJ]",
            List.of("counted", "number", "best estimate", "low", "high"),
            rows));
    table(
        html,
        new Table(
            "Memory [byte]",
            List.of("of inference", "only for learning", "overhead [%]"),
            List.of(
                List.of(
                    figure(summary.inferenceBytes()),
                    figure(summary.learningBytes()),
                    figure(summary.overheadPercent())))));
  }

  /** What comes of operations that are counted and priced themselves. */
  private static boolean isOutcome(CountKind kind) {
    return kind == CountKind.SATURATION || kind == CountKind.LOST_SPIKE;
  }

  private static List<String> line(String name, EnergyEstimate energy) {
    List<String> row = new ArrayList<>(List.of(name, DASH));
    row.addAll(band(energy));
    return row;
  }

  private static List<String> band(EnergyEstimate e) {
    return List.of(figure(1e6 * e.value()), figure(1e6 * e.low()), figure(1e6 * e.high()));
  }

  private static Table metrics(Result result) {
    List<List<String>> rows = new ArrayList<>();
    result.metrics().forEach((name, value) -> rows.add(List.of(name, figure(value))));
    return new Table("Metrics", List.of("name", "value"), rows);
  }

  private static void table(StringBuilder html, Table table) {
    if (table.rows().isEmpty()) {
      return;
    }
    html.append("<div class=\"wide\"><table><caption>").append(Html.escape(table.title()));
    html.append("</caption><tr>");
    for (int c = 0; c < table.header().size(); c++) {
      int column = c;
      boolean numbers = table.rows().stream().allMatch(row -> isNumber(row.get(column)));
      html.append(numbers ? "<th class=\"number\">" : "<th>");
      html.append(Html.escape(table.header().get(c))).append("</th>");
    }
    html.append("</tr>\n");
    for (List<String> row : table.rows()) {
      html.append("<tr>");
      for (String cell : row) {
        html.append(cellTag(cell)).append(Html.escape(cell));
        html.append("</td>");
      }
      html.append("</tr>\n");
    }
    html.append("</table></div>\n");
  }

  /** A figure stays on its line, unless its band stands behind it. */
  private static String cellTag(String cell) {
    if (!isNumber(cell)) {
      return "<td>";
    }
    return cell.contains("(") ? "<td class=\"number band\">" : "<td class=\"number\">";
  }

  private static boolean isNumber(String cell) {
    return cell.matches("[-+0-9.,(\u2013][-+0-9.,e %()to/\u2013]*|no price|by the device");
  }

  /**
   * A figure with four significant digits.
   *
   * @param value the figure
   * @return the text, or a dash when it is not a number
   */
  public static String figure(double value) {
    if (Double.isNaN(value)) {
      return DASH;
    }
    double size = Math.abs(value);
    if (size == 0 || size >= 1e-3 && size < 1e6) {
      String text = String.format(Locale.ROOT, size >= 1000 ? "%.0f" : "%.4f", value);
      return text.contains(".") ? text.replaceAll("0+$", "").replaceAll("\\.$", "") : text;
    }
    return String.format(Locale.ROOT, "%.3g", value);
  }
}
