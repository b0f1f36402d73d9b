package com.footanalytics.vision.model;

import java.util.ArrayList;
import java.util.List;

/** The classes of COCO (Lin et al., 2014). */
final class CocoClasses {

  /** The 80 classes in order. */
  static final List<String> NAMES =
      List.of(
          """
          person,bicycle,car,motorcycle,airplane,bus,train,truck,boat,traffic light,fire hydrant,\
          stop sign,parking meter,bench,bird,cat,dog,horse,sheep,cow,elephant,bear,zebra,giraffe,\
          backpack,umbrella,handbag,tie,suitcase,frisbee,skis,snowboard,sports ball,kite,\
          baseball bat,baseball glove,skateboard,surfboard,tennis racket,bottle,wine glass,cup,fork,\
          knife,spoon,bowl,banana,apple,sandwich,orange,broccoli,carrot,hot dog,pizza,donut,cake,\
          chair,couch,potted plant,bed,dining table,toilet,tv,laptop,mouse,remote,keyboard,\
          cell phone,microwave,oven,toaster,sink,refrigerator,book,clock,vase,scissors,teddy bear,\
          hair drier,toothbrush\
          """
              .split(","));

  /** Category numbers from 1 to 90 that no class has. */
  private static final List<Integer> UNUSED = List.of(12, 26, 29, 30, 45, 66, 68, 69, 71, 83);

  private static final int LARGEST_CATEGORY = 90;

  private CocoClasses() {}

  /** Names by category number, 0 to 90; numbers without a class are called {@code unused-N}. */
  static List<String> byCategory() {
    var names = new ArrayList<String>();
    int next = 0;
    for (int category = 0; category <= LARGEST_CATEGORY; category++) {
      names.add(
          category == 0 || UNUSED.contains(category) ? "unused-" + category : NAMES.get(next++));
    }
    return names;
  }
}
