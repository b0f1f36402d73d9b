package com.footanalytics.vision.model;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Recognises detectors by the names, types and shapes of their inputs and outputs. What can be read
 * in more than one way is not guessed.
 */
public final class LayoutRecogniser {

  private static final String TASK_KEY = "task";
  private static final String DETECTION = "detect";

  private final GraphDescription graph;
  private final PictureInput picture;
  private final Hints hints;
  private final ProbeAnswer.Probe probe;
  private final ClassNames names;

  private LayoutRecogniser(
      GraphDescription graph, PictureInput picture, Hints hints, ProbeAnswer.Probe probe) {
    this.graph = graph;
    this.picture = picture;
    this.hints = hints;
    this.probe = probe;
    this.names = new ClassNames(hints, graph.metadata());
  }

  /**
   * Looks at a graph.
   *
   * @param hints what a person says about it
   * @param probe runs it where shapes or values settle what names do not
   */
  public static Recognition recognise(
      GraphDescription graph, Hints hints, ProbeAnswer.Probe probe) {
    try {
      refuseOtherTasks(graph.metadata());
      PictureInput picture = PictureInput.of(graph, hints);
      return new LayoutRecogniser(closed(graph, picture, probe), picture, hints, probe).recognise();
    } catch (Refusal refusal) {
      return refusal.verdict();
    }
  }

  private static void refuseOtherTasks(Map<String, String> metadata) {
    String task = metadata.getOrDefault(TASK_KEY, DETECTION);
    if (!task.equals(DETECTION)) {
      throw Refusal.unknown(
          "the file's metadata: task %s (expected: %s)".formatted(task, DETECTION));
    }
  }

  /** The graph with lengths that it leaves open as they come out for one picture. */
  private static GraphDescription closed(
      GraphDescription graph, PictureInput picture, ProbeAnswer.Probe probe) {
    if (graph.outputs().stream().allMatch(LayoutRecogniser::isClosed)) {
      return graph;
    }
    ProbeAnswer answer = probe.run(picture.as(ExportLayout.RT_DETR));
    List<TensorDescription> outputs =
        graph.outputs().stream()
            .map(output ->
                new TensorDescription(output.name(), output.element(), answer.shape(output.name())))
            .toList();
    return new GraphDescription(graph.inputs(), outputs, graph.metadata());
  }

  private static boolean isClosed(TensorDescription output) {
    return !output.shape().isEmpty()
        && !output.shape().subList(1, output.shape().size()).contains(TensorDescription.OPEN);
  }

  private Recognition recognise() {
    Set<String> outputs =
        graph.outputs().stream().map(TensorDescription::name).collect(Collectors.toSet());
    if (outputs.equals(Set.of("labels", "boxes", "scores"))) {
      return new QueryOutputs(graph, picture, hints, names).finished();
    }
    if (outputs.containsAll(Set.of("dets", "labels"))) {
      return new QueryOutputs(graph, picture, hints, names).rfDetr();
    }
    if (outputs.containsAll(Set.of("logits", "pred_boxes"))) {
      return new QueryOutputs(graph, picture, hints, names).huggingFace();
    }
    if (graph.outputs().size() == 1
        && graph.outputs().getFirst().hasRank(3)
        && graph.outputs().getFirst().isFloat()) {
      return new DenseOutput(graph.outputs().getFirst(), picture, hints, names).recognise(probe);
    }
    throw Refusal.unknown(
        "outputs %s are those of no known detector; model.yaml may describe them"
            .formatted(graph.outputs()));
  }
}
