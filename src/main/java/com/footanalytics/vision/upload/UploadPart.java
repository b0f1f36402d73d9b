package com.footanalytics.vision.upload;

import com.footanalytics.vision.storage.ObjectKey;

/** Some bytes of an upload that lie in an object. */
record UploadPart(long firstByte, long bytes, ObjectKey key) {}
