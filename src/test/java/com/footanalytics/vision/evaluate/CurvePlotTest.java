package com.footanalytics.vision.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.footanalytics.vision.model.ObjectClass;
import com.footanalytics.vision.postprocess.Box;
import com.footanalytics.vision.postprocess.Detection;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

class CurvePlotTest {

  private static final List<ObjectClass> CLASSES =
      List.of(new ObjectClass("ball", 0.5f, 0), new ObjectClass("player", 0.5f, 1));

  private static EvaluationReport report() {
    Evaluation evaluation = new Evaluation(CLASSES);
    var truths =
        List.of(
            new GroundTruth(0, new PixelBox(0, 0, 10, 10), 100, false),
            new GroundTruth(0, new PixelBox(50, 50, 10, 10), 100, false));
    var found =
        List.of(
            new Detection(0, 0.9f, new Box(0, 0, 10, 10)),
            new Detection(0, 0.6f, new Box(80, 80, 90, 90)),
            new Detection(0, 0.3f, new Box(50, 50, 60, 60)));
    evaluation.add(new LabelledPicture(Path.of("a.jpg"), 100, 100, truths), found);
    return evaluation.report("one");
  }

  @Test
  void curvesFollowTheDetectionsBestFirst() {
    assertEquals(
        List.of(
            new CurvePoint(0.9f, 0.5, 1),
            new CurvePoint(0.6f, 0.5, 0.5),
            new CurvePoint(0.3f, 1, 2 / 3.0)),
        report().classes().getFirst().curve());
  }

  @Test
  void thePlotIsXmlWithACurveADotAndALegend() throws Exception {
    String svg = CurvePlot.svg("tiny:1 <int8> & more", report(), CLASSES);
    Document document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(svg)));
    assertEquals("svg", document.getDocumentElement().getTagName());
    assertEquals(1, document.getElementsByTagName("circle").getLength());
    Element dot = (Element) document.getElementsByTagName("circle").item(0);
    assertEquals(56 + 0.5 * 440, Double.parseDouble(dot.getAttribute("cx")), 0.1);
    assertTrue(svg.contains("ball, AP50 0.8"), svg);
    assertTrue(svg.contains("player, no labels"), svg);
    assertTrue(svg.contains("tiny:1 &lt;int8&gt; &amp; more"), svg);
  }
}
