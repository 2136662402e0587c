import { describe, expect, test } from 'vitest';
import { parsePlace, placeOnScreen, type Rectangle } from '../../../electron/window-place.ts';

const laptop: Rectangle = { x: 0, y: 0, width: 1366, height: 728 };
const monitor: Rectangle = { x: 1366, y: -200, width: 1920, height: 1040 };
const at = (bounds: Rectangle, maximized = false) => ({ bounds, maximized });

describe('the place of the window', () => {
  test('is the middle of the first screen at the first start, no larger than the screen', () => {
    expect(placeOnScreen(undefined, [laptop])).toEqual(
      at({ x: 43, y: 0, width: 1280, height: 728 }),
    );
  });

  test('is where it was', () => {
    const was = at({ x: 1500, y: 10, width: 1000, height: 700 }, true);
    expect(placeOnScreen(was, [laptop, monitor])).toEqual(was);
  });

  test('moves back onto the screen that shows most of it', () => {
    const was = at({ x: 1300, y: -300, width: 1000, height: 700 });
    expect(placeOnScreen(was, [laptop, monitor])).toEqual(
      at({ x: 1366, y: -200, width: 1000, height: 700 }),
    );
  });

  test('is the middle of the first screen when its own is gone', () => {
    const was = at({ x: 2000, y: 100, width: 1100, height: 700 });
    expect(placeOnScreen(was, [laptop])).toEqual(at({ x: 133, y: 14, width: 1100, height: 700 }));
  });

  test('shrinks to a screen that became smaller, and grows to what is usable', () => {
    expect(placeOnScreen(at({ x: 0, y: 0, width: 3000, height: 2000 }), [laptop]).bounds).toEqual(
      laptop,
    );
    expect(placeOnScreen(at({ x: 0, y: 0, width: 1, height: 1 }), [laptop]).bounds).toEqual({
      ...{ x: 0, y: 0 },
      ...{ width: 900, height: 600 },
    });
  });

  test('is forgotten when its record is damaged', () => {
    expect(parsePlace('{"bounds":{"x":1,"y":2,"width":3,"height":4},"maximized":true}')).toEqual(
      at({ x: 1, y: 2, width: 3, height: 4 }, true),
    );
    for (const damaged of [
      '',
      '{',
      'null',
      '{"bounds":{"x":"1"}}',
      '{"bounds":{},"maximized":1}',
    ]) {
      expect(parsePlace(damaged)).toBeUndefined();
    }
  });
});
