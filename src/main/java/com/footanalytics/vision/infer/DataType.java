package com.footanalytics.vision.infer;

/** Element types of tensors, by their names in the Open Inference Protocol. */
public enum DataType {
  /** One byte, 0 or 1. */
  BOOL(1),
  UINT8(1),
  UINT16(2),
  UINT32(4),
  UINT64(8),
  INT8(1),
  INT16(2),
  INT32(4),
  INT64(8),
  FP16(2),
  BF16(2),
  FP32(4),
  FP64(8),
  /** Elements of any length: each a little-endian uint32 length and that many bytes. */
  BYTES(0);

  private final int bytes;

  DataType(int bytes) {
    this.bytes = bytes;
  }

  /** Bytes of one element; 0 where elements differ in length. */
  public int bytes() {
    return bytes;
  }
}
