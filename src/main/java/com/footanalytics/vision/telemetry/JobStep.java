package com.footanalytics.vision.telemetry;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * A step of a job as traces and the log name it.
 *
 * @param job id of the job
 * @param kind one of a bounded set, such as {@code segment}
 * @param segment number of the segment, if it is about one
 * @param traceParent what the request that made the job left, as {@link Tracing#traceParent()}
 */
public record JobStep(String job, String kind, OptionalInt segment, Optional<String> traceParent) {}
