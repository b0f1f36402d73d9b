package com.footanalytics.vision.telemetry;

/**
 * How full the store is.
 *
 * @param storedBytes bytes of all videos, and those that unfinished uploads have announced
 * @param maxStoredBytes what they may come to; 0 if there is no limit
 * @param freeBytes of the disk that takes in videos and results
 * @param reservedBytes of that disk that stay free
 */
public record StorageReport(
    long storedBytes, long maxStoredBytes, long freeBytes, long reservedBytes) {}
