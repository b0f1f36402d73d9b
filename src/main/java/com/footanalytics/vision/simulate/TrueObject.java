package com.footanalytics.vision.simulate;

/**
 * One object that the picture shows at least a part of.
 *
 * @param id the same for the same object in all frames of the match
 * @param role what it is
 * @param team 0 plays towards the right goal in the first half, 1 towards the left; -1 for
 *     officials and the ball
 * @param jerseyRgb the shirt's colour before light and compression, 0xRRGGBB; the ball's main
 *     colour
 * @param x0 left edge of the whole object with the little that blur adds (hidden parts too, cut off
 *     at the picture's edges), pixels from the left
 * @param y0 top edge, pixels from the top
 * @param x1 right edge
 * @param y1 bottom edge
 * @param visibleShare of the object's own pixels (those outside of the picture counted in), how
 *     many are not hidden, 0 to 1
 * @param pitchXMetres of the point on the ground below it, see the package
 * @param pitchYMetres of the point on the ground below it
 * @param heightMetres of the ball's centre or the lower foot over the ground
 */
public record TrueObject(
    int id,
    Role role,
    int team,
    int jerseyRgb,
    double x0,
    double y0,
    double x1,
    double y1,
    double visibleShare,
    double pitchXMetres,
    double pitchYMetres,
    double heightMetres) {}
