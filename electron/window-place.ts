/** Where the window stood last time, and where it may stand now. Free of Electron, for tests. */
import { z } from 'zod';

/** In device-independent pixels, as Electron counts them. */
export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** `bounds` are those of the window when it is not maximized. */
export interface WindowPlace {
  readonly bounds: Rectangle;
  readonly maximized: boolean;
}

export const MIN_SIZE = { width: 900, height: 600 };
const FIRST_SIZE = { width: 1280, height: 860 };

const number = z.int().min(-100_000).max(100_000);
const schema = z.object({
  bounds: z.object({ x: number, y: number, width: number, height: number }),
  maximized: z.boolean(),
});

/** Reads a remembered place; undefined where the text is none. */
export function parsePlace(text: string): WindowPlace | undefined {
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/**
 * The place for the window: as remembered, but never larger than its screen, smaller than is usable
 * or off all screens (a second monitor may be gone). Without a memory, in the middle of the first.
 * @param screens the work areas of all screens, the primary one first
 */
export function placeOnScreen(
  remembered: WindowPlace | undefined,
  screens: readonly Rectangle[],
): WindowPlace {
  const [primary = { x: 0, y: 0, ...FIRST_SIZE }] = screens;
  if (!remembered) return { bounds: centred(FIRST_SIZE, primary), maximized: false };
  const { bounds, maximized } = remembered;
  const screen = screens.find((one) => overlap(one, bounds) > 0);
  if (!screen) return { bounds: centred(bounds, primary), maximized };
  const best = screens.reduce((a, b) => (overlap(b, bounds) > overlap(a, bounds) ? b : a), screen);
  return { bounds: fitted(bounds, best), maximized };
}

function centred(size: Pick<Rectangle, 'width' | 'height'>, screen: Rectangle): Rectangle {
  const { width, height } = fitted({ ...screen, ...size }, screen);
  const x = screen.x + Math.round((screen.width - width) / 2);
  const y = screen.y + Math.round((screen.height - height) / 2);
  return { x, y, width, height };
}

function fitted(bounds: Rectangle, screen: Rectangle): Rectangle {
  const width = Math.min(Math.max(bounds.width, MIN_SIZE.width), screen.width);
  const height = Math.min(Math.max(bounds.height, MIN_SIZE.height), screen.height);
  const x = Math.min(Math.max(bounds.x, screen.x), screen.x + screen.width - width);
  const y = Math.min(Math.max(bounds.y, screen.y), screen.y + screen.height - height);
  return { x, y, width, height };
}

function overlap(a: Rectangle, b: Rectangle): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return Math.max(0, width) * Math.max(0, height);
}
