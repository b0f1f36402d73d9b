/**
 * What the manifests in {@code k8s/} and {@code canary/} promise, checked on what kustomize builds
 * from them. A check is a function from {@link com.footanalytics.vision.deploy.Manifests} to
 * findings, so that it can be shown a copy with a mistake in it.
 */
@NullMarked
package com.footanalytics.vision.deploy;

import org.jspecify.annotations.NullMarked;
