package io.hillock.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.hillock.gallery.Claim;
import io.hillock.gallery.Environment;
import io.hillock.gallery.Progress;
import io.hillock.gallery.Result;
import io.hillock.gallery.RuleCost;
import io.hillock.gallery.Scale;
import io.hillock.gallery.Table;
import io.hillock.gallery.plot.Plot;
import io.hillock.gallery.plot.Plot.Axis;
import io.hillock.gallery.plot.Plot.Series;
import io.hillock.gallery.plot.Plot.Style;
import io.hillock.ledger.EnergyEstimate;
import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

class HtmlReportTest {
  private static final String HOSTILE = "<script>alert('x')</script> & \"quotes\"";

  private static Result demo() {
    RandomStream random = Seed.of(5).stream(Purpose.INPUT, 1);
    Environment environment =
        new Environment(List.of(Seed.of(1)), Scale.QUICK, Optional.empty(), Progress.SILENT);
    Result result = new Result("demo", environment, "generated").seconds(1.2);
    result.claim(
        Claim.of(
                "accuracy, long leak",
                new double[] {0.95, 0.97},
                "fraction",
                Claim.Relation.AT_LEAST,
                0.9,
                "a paper")
            .published(0.964));
    result.claim(
        Claim.of(HOSTILE, new double[] {0.5}, "%", Claim.Relation.AT_MOST, 0.02, "our bar"));
    result.metric("accuracy", 0.96).metric("energy.perBeatJ", 3.1e-8);
    result.rule(
        new RuleCost(
            "rule a",
            0.97,
            136,
            "1 ms",
            4321,
            Map.of("digital-45nm", new EnergyEstimate(2e-6, 1e-6, 5e-6))));
    plots(random).forEach(result::plot);
    result.table(new Table("Per record", List.of("record", "Se"), List.of(List.of("100", "0.99"))));
    return result;
  }

  private static List<Plot> plots(RandomStream random) {
    int n = 100_000;
    double[] t = new double[n];
    double[] noise = new double[n];
    for (int k = 0; k < n; k++) {
      t[k] = k / 360.0;
      noise[k] = random.nextGaussian() + (k == 51_234 ? 40 : 0);
    }
    List<Plot> plots = new ArrayList<>();
    plots.add(
        new Plot.Curves(
            "A long signal with one spike",
            Axis.of("time [s]"),
            Axis.of("v [mV]"),
            List.of(new Series("noise", Style.LINE, t, noise))));
    double[] age = {1e-3, 1e-2, 0.1, 1, 10, 100, 1e4};
    double[] up = {0.5, 0.8, 1.1, 1.3, 1.9, Double.NaN, 3};
    double[] down = {3, 2.5, 2.2, 2, 1.5, 1, 0.9};
    plots.add(
        new Plot.Curves(
            "Logarithmic, three styles",
            new Axis("age [s]", true),
            Axis.of("sd of G [uS]"),
            List.of(
                new Series("line with a gap", Style.LINE, age, up),
                new Series("steps", Style.STEPS, age, down),
                new Series("points", Style.POINTS, age, up))));
    plots.add(
        new Plot.Bars(
            "Accuracy by substrate",
            Axis.of("accuracy [%]"),
            List.of("ideal", "8-bit digital", "resistive", "without personalisation"),
            new double[] {97.5, 97.3, 97.1, 89},
            new double[] {97.2, 97, 96.5, 87},
            new double[] {97.8, 97.6, 97.7, 91}));
    plots.add(
        new Plot.Bars(
            "Gain, one of them negative",
            Axis.of("gain [points]"),
            List.of("a", "b"),
            new double[] {2, -1},
            new double[0],
            new double[0]));
    plots.add(
        Plot.Histogram.of(
            "Weights before and after",
            Axis.of("w"),
            40,
            List.of("before", "after"),
            Arrays.copyOf(noise, 4000),
            Arrays.stream(Arrays.copyOf(noise, 4000)).map(v -> 0.5 * v + 1).toArray()));
    double[] spikeTime = new double[900];
    int[] row = new int[900];
    for (int k = 0; k < spikeTime.length; k++) {
      spikeTime[k] = random.nextDouble(0, 8);
      row[k] = random.nextInt(64);
    }
    plots.add(new Plot.Raster("Spikes", Axis.of("time [s]"), 64, spikeTime, row));
    plots.add(
        new Plot.Matrix(
            "Confusion of " + HOSTILE,
            "true",
            "decided",
            List.of("N", "S", "V"),
            new long[][] {{15000, 40, 12}, {90, 1300, 7}, {20, 3, 900}}));
    double[] second = Arrays.copyOf(t, 3600);
    double[] ecg = new double[3600];
    for (int k = 0; k < ecg.length; k++) {
      double phase = second[k] % 0.8 - 0.3;
      ecg[k] = 1.1 * Math.exp(-phase * phase / 0.0004) + 0.05 * noise[k];
    }
    plots.add(
        new Plot.Strip(
            "ECG with beats and alarms",
            Axis.of("time [s]"),
            List.of(
                new Series("MLII [mV]", Style.LINE, second, ecg),
                new Series(
                    "V1 [mV]", Style.LINE, second, Arrays.stream(ecg).map(v -> -v).toArray())),
            new double[] {0.3, 1.1, 1.9, 2.7, 3.5, 4.3},
            List.of("N", "N", "V", "N", "S", "N"),
            new boolean[] {false, false, true, false, true, false}));
    plots.add(
        new Plot.Pictures(
            "Connections",
            "connections of a pixel " + HOSTILE,
            2,
            3,
            List.of("before", "after"),
            new double[][] {{0, 1, 2, 3, 4, 5}, {5, 0, 0, 0, 0, Double.NaN}}));
    return plots;
  }

  @Test
  void shouldDrawASquareForEveryValueAboveTheLeastOfAllPictures() {
    Plot.Pictures pictures =
        new Plot.Pictures(
            "p", "u", 1, 4, List.of("a", "b"), new double[][] {{0, 1, 2, 4}, {0, 0, 0, 3}});
    String svg = SvgPlot.draw(pictures);
    assertThat(svg.split("class=\"fill0\"", -1)).hasSize(1 + 4);
    assertThat(svg).contains("fill-opacity=\"0.75\"").contains("full colour 4");
  }

  private static String page() {
    return HtmlReport.page("Demo " + HOSTILE, List.of("hillock demo " + HOSTILE), List.of(demo()));
  }

  @Test
  void shouldWriteAPageToLookAt() throws IOException {
    Path file = Path.of("target", "demo-report.html");
    Files.createDirectories(file.getParent());
    Files.writeString(file, page());
    assertThat(file).isNotEmptyFile();
  }

  @Test
  void shouldEscapeAllText() {
    assertThat(page()).doesNotContain("<script").contains("&lt;script&gt;alert(&#39;x&#39;)");
  }

  @Test
  void shouldLoadNothing() {
    assertThat(page()).doesNotContainPattern("(?i)(src|href|url|@import)\\s*[=(]");
    assertThat(page()).doesNotContain("http:").doesNotContain("https:");
  }

  @Test
  void shouldDrawEveryPlotAsWellFormedSvgWithTitleAndDescription() throws Exception {
    Matcher svg = Pattern.compile("<svg.*?</svg>", Pattern.DOTALL).matcher(page());
    int count = 0;
    while (svg.find()) {
      count++;
      var root =
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(new InputSource(new StringReader(svg.group())))
              .getDocumentElement();
      assertThat(root.getElementsByTagName("title").item(0).getTextContent()).isNotBlank();
      assertThat(root.getElementsByTagName("desc").item(0).getTextContent()).isNotBlank();
      assertThat(svg.group()).doesNotContain("NaN").doesNotContain("Infinity");
    }
    assertThat(count).isEqualTo(demo().plots().size() + 1); // and that of the rules
  }

  @Test
  void shouldSetRulesSideBySideBeforeTheExperiments() {
    String page = page();
    assertThat(page).contains("<td>rule a</td><td class=\"number\">0.970</td>").contains("4,321");
    assertThat(page.indexOf("Rules side by side")).isBetween(0, page.indexOf("<h2>demo"));
  }

  @Test
  void shouldKeepTheExtremesOfALongSignalAndStaySmall() {
    Plot plot = demo().plots().getFirst();
    String svg = SvgPlot.draw(plot);
    // 100,000 points at 12 characters each would be 1.2 MB; 2,000 kept points are about 24 kB.
    assertThat(svg.length()).isLessThan(60_000);
    double top = Double.MAX_VALUE;
    Matcher point = Pattern.compile("[ML]([\\d.]+) ([\\d.]+)").matcher(svg);
    double at = 0;
    while (point.find()) {
      double y = Double.parseDouble(point.group(2));
      if (y < top) {
        top = y;
        at = Double.parseDouble(point.group(1));
      }
    }
    double share = 51_234 / 99_999.0;
    double expected = Frame.LEFT + share * (Svg.WIDTH - Frame.RIGHT - Frame.LEFT);
    // Coordinates are written with one decimal.
    assertThat(at).isCloseTo(expected, org.assertj.core.data.Offset.offset(0.06));
  }

  @Test
  void shouldDrawNegativeBarsBelowTheBaseLine() {
    String svg = SvgPlot.draw(demo().plots().get(3));
    Matcher bar =
        Pattern.compile("<rect class=\"fill0\"[^>]* y=\"([\\d.]+)\"[^>]* height=\"([\\d.]+)\"")
            .matcher(svg);
    assertThat(bar.find()).isTrue();
    double base = Double.parseDouble(bar.group(1)) + Double.parseDouble(bar.group(2));
    assertThat(bar.find()).isTrue();
    // Both bars meet at zero; coordinates are written with one decimal.
    assertThat(Double.parseDouble(bar.group(1)))
        .isCloseTo(base, org.assertj.core.data.Offset.offset(0.2));
  }

  @Test
  void shouldDrawEmptyPlots() {
    Axis axis = Axis.of("x");
    assertThat(SvgPlot.draw(new Plot.Curves("none", axis, axis, List.of()))).doesNotContain("NaN");
    assertThat(SvgPlot.draw(new Plot.Raster("none", axis, 4, new double[0], new int[0])))
        .doesNotContain("NaN");
    double[] none = {};
    assertThat(SvgPlot.draw(new Plot.Bars("none", axis, List.of(), none, none, none)))
        .doesNotContain("NaN");
    assertThat(SvgPlot.draw(Plot.Histogram.of("none", axis, 5, List.of("a"), none)))
        .doesNotContain("NaN");
  }
}
