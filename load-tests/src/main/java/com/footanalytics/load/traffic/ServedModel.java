package com.footanalytics.load.traffic;

/**
 * The detector that is asked.
 *
 * @param name in paths and requests
 * @param input the name of its only input
 */
public record ServedModel(String name, String input) {}
