package com.footanalytics.vision.slo;

/**
 * An alert about something that endangers objectives.
 *
 * @param notice who is told
 * @param severity {@code critical} or {@code warning}
 * @param holdFor how long it must last
 * @param expression in PromQL, without placeholders
 * @param summary one line
 * @param description a Prometheus template
 */
record Cause(
    Notice notice,
    String severity,
    Window holdFor,
    String expression,
    String summary,
    String description) {}
