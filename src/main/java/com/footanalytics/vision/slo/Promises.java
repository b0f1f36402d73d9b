package com.footanalytics.vision.slo;

import java.util.List;
import java.util.Map;

/**
 * All that {@code slo.yaml} says.
 *
 * @param namespace where the service runs
 * @param resource name of the rules as a resource of the cluster
 * @param resourceLabels its labels
 * @param runbooks address before a runbook's name
 * @param period what budgets are for
 * @param windows over which shares of errors are recorded, shortest first
 * @param burn when an objective is in danger
 * @param objectives what is promised
 * @param causes what endangers it
 * @param values what placeholders stand for
 */
record Promises(
    String namespace,
    String resource,
    Map<String, String> resourceLabels,
    String runbooks,
    Window period,
    List<Window> windows,
    List<BurnPolicy> burn,
    List<Objective> objectives,
    List<Cause> causes,
    Placeholders values) {}
