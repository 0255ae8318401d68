package io.hillock.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.hillock.gallery.plot.Plot;
import java.io.StringReader;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

class MarksSvgTest {
  private static final double[] X = {1, 10, 100};
  private static final double[] Y = {2, 20, 200};

  private static Plot.Curves plot(Plot.Marks marks) {
    return new Plot.Curves(
        "t",
        new Plot.Axis("x", true),
        new Plot.Axis("y", true),
        List.of(new Plot.Series("a", Plot.Style.LINE_AND_POINTS, X, Y)),
        marks);
  }

  @Test
  void shouldWriteNotesInTheColourOfTheirCurveAndEscaped() throws Exception {
    String svg =
        SvgPlot.draw(
            plot(
                new Plot.Marks(
                    List.of(
                        new Plot.Note(0, 10, 20, Plot.Note.Side.LEFT, "N < 3"),
                        new Plot.Note(2, 10, 20, Plot.Note.Side.RING, "here")),
                    List.of(),
                    List.of())));
    assertThat(svg).contains("class=\"note fill0\">N &lt; 3<").contains("note fill2\">here<");
    assertThat(svg).contains("<circle class=\"line2\"");
    DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(svg)));
  }

  @Test
  void shouldDrawALineAndItsPoints() {
    String svg = SvgPlot.draw(plot(Plot.Marks.NONE));
    assertThat(svg.split("<circle class=\"fill0\"", -1)).hasSize(4);
    assertThat(svg).contains("<path class=\"line0\"");
  }

  @Test
  void shouldMakeRoomForBandsAndGuides() {
    Plot.Band band = new Plot.Band(0, X, new double[] {1, 10, 100}, new double[] {4, 40, 4000});
    Plot.Series guide = new Plot.Series("", Plot.Style.LINE, X, new double[] {0.1, 1, 10});
    String plain = SvgPlot.draw(plot(Plot.Marks.NONE));
    String svg = SvgPlot.draw(plot(new Plot.Marks(List.of(), List.of(band), List.of(guide))));
    assertThat(svg).contains("<path class=\"guide\"");
    Matcher shape =
        Pattern.compile("class=\"fill0\" fill-opacity=\"0.13\" d=\"(.*?)\"").matcher(svg);
    assertThat(shape.find()).isTrue();
    assertThat(shape.group(1)).matches("M[^Z]*Z");
    assertThat(shape.group(1).split("[ML]", -1)).hasSize(7);
    // The axis reaches to the ends of the band: the curve stands elsewhere than without it.
    Matcher line = Pattern.compile("class=\"line0\" d=\"(.*?)\"").matcher(svg);
    assertThat(line.find()).isTrue();
    assertThat(plain).doesNotContain(line.group(1));
  }
}
