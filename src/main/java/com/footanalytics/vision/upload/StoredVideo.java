package com.footanalytics.vision.upload;

import java.nio.file.Path;

/**
 * A video that lies whole in the data folder.
 *
 * @param id names this upload; 1 to 64 lower-case letters and digits
 * @param name file name it was handed in with, without folders
 * @param sha256 hash of the content, lower-case hex
 * @param bytes size of the content
 * @param path the content; shared with other uploads of the same content
 */
public record StoredVideo(String id, String name, String sha256, long bytes, Path path) {}
