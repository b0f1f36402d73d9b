package com.footanalytics.vision.slo;

import java.util.Map;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;

/** Writes generated YAML: in blocks, texts of several lines as they are, no line broken. */
final class YamlText {

  private static final String HEAD =
      "# Generated from k8s/monitoring/slo.yaml by `./ml-pipeline slo generate`; do not edit.\n";

  private YamlText() {}

  static String of(Map<String, Object> document) {
    DumperOptions options = new DumperOptions();
    options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
    options.setSplitLines(false);
    options.setIndent(2);
    options.setIndicatorIndent(2);
    options.setIndentWithIndicator(true);
    return HEAD + new Yaml(new Blocks(options), options).dump(document);
  }

  private static final class Blocks extends Representer {

    Blocks(DumperOptions options) {
      super(options);
      representers.put(String.class, text -> text(text.toString()));
    }

    private Node text(String text) {
      return representScalar(
          Tag.STR,
          text,
          text.contains("\n")
              ? DumperOptions.ScalarStyle.LITERAL
              : DumperOptions.ScalarStyle.PLAIN);
    }
  }
}
