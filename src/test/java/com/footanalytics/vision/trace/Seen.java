package com.footanalytics.vision.trace;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A span as it was sent.
 *
 * @param scope what made it
 * @param parentId empty of the first of a trace
 * @param links ids of the spans it is linked to
 */
record Seen(
    String scope,
    String name,
    Span.SpanKind kind,
    String traceId,
    String spanId,
    String parentId,
    Map<String, String> attributes,
    List<String> links,
    long nanos) {

  static Seen of(String scope, Span span) {
    return new Seen(
        scope,
        span.getName(),
        span.getKind(),
        hex(span.getTraceId()),
        hex(span.getSpanId()),
        hex(span.getParentSpanId()),
        span.getAttributesList().stream()
            .collect(Collectors.toMap(pair -> pair.getKey(), pair -> text(pair.getValue()))),
        span.getLinksList().stream().map(link -> hex(link.getSpanId())).toList(),
        span.getEndTimeUnixNano() - span.getStartTimeUnixNano());
  }

  static String text(AnyValue value) {
    return switch (value.getValueCase()) {
      case STRING_VALUE -> value.getStringValue();
      case INT_VALUE -> Long.toString(value.getIntValue());
      case DOUBLE_VALUE -> Double.toString(value.getDoubleValue());
      case BOOL_VALUE -> Boolean.toString(value.getBoolValue());
      case ARRAY_VALUE, KVLIST_VALUE, BYTES_VALUE, VALUE_NOT_SET -> value.toString();
      default -> value.toString();
    };
  }

  private static String hex(ByteString bytes) {
    return HexFormat.of().formatHex(bytes.toByteArray());
  }
}
