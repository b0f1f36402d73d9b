package com.footanalytics.vision.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of the list of videos on the wire, newest first.
 *
 * @param next where the list goes on; absent at its end
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record VideoPage(List<VideoView> videos, @Nullable URI next) {}
