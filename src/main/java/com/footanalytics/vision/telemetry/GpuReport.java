package com.footanalytics.vision.telemetry;

import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What is known of one GPU now. What is not known is empty, never 0.
 *
 * @param gpu its index as the driver counts, from 0
 * @param uuid the driver's own name of it
 * @param utilizationPercent share of the time in which it ran anything, 0 to 100
 * @param usedBytes memory that is taken
 * @param totalBytes memory it has
 */
public record GpuReport(
    int gpu,
    String uuid,
    OptionalInt utilizationPercent,
    OptionalLong usedBytes,
    OptionalLong totalBytes) {}
