/** Scrolls the table while something is dragged to the edge of its window, as long as it is held there. */

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Where the pointer is, in pixels of the window. */
export function pointOf(event: { readonly clientX: number; readonly clientY: number }): Point {
  return { x: event.clientX, y: event.clientY };
}

export interface EdgeScroll {
  /** The pointer is here now. */
  move(point: Point): void;
  /** The drag is over. */
  end(): void;
}

/** So close to the edge scrolling begins, in pixels. */
const EDGE = 28;
/** A hand that only clicks there moves by less than this. */
const CLICK = 6;
/** So many pixels it goes on in a frame, and the faster the further the pointer is beyond the edge. */
const STEP = 10;
const FASTER = 0.3;

/**
 * @param start where the pointer was pressed
 * @param covered how much of the window's top and left is covered by headings and labels that stay
 * @param follow is told of the pointer at each move and each step, by a place where cells can be seen
 */
export function edgeScroll(
  scroller: HTMLElement,
  start: Point,
  covered: { readonly top: number; readonly left: number },
  follow: (point: Point) => void,
): EdgeScroll {
  let frame = 0;
  let last = start;

  const step = () => {
    const { left, top, right, bottom } = seen(scroller);
    const across = beyond(
      last.x,
      Math.min(left + Math.max(covered.left, EDGE), start.x - CLICK),
      Math.max(right - EDGE, start.x + CLICK),
    );
    const down = beyond(
      last.y,
      Math.min(top + Math.max(covered.top, EDGE), start.y - CLICK),
      Math.max(bottom - EDGE, start.y + CLICK),
    );
    scroller.scrollBy(across, down);
    follow({
      x: within(last.x, left + covered.left, right),
      y: within(last.y, top + covered.top, bottom),
    });
    frame = across !== 0 || down !== 0 ? requestAnimationFrame(step) : 0;
  };
  return {
    move(point) {
      last = point;
      cancelAnimationFrame(frame);
      step();
    },
    end() {
      cancelAnimationFrame(frame);
      frame = 0;
    },
  };
}

/** The scroller without its scroll bars, in pixels of the window. */
function seen(scroller: HTMLElement) {
  const { left, top } = scroller.getBoundingClientRect();
  return { left, top, right: left + scroller.clientWidth, bottom: top + scroller.clientHeight };
}

/** By how much to go on; 0 where a place is between the edges. */
function beyond(place: number, from: number, to: number): number {
  const away = place < from ? place - from : place > to ? place - to : 0;
  return Math.sign(away) * STEP + away * FASTER;
}

function within(place: number, from: number, to: number): number {
  return Math.max(from + 1, Math.min(place, to - 2));
}
