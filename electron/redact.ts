/**
 * Takes out of a line for the log what may say who a person is. Free of Electron, for tests. Every step
 * goes over the line once: what a page throws may be long.
 */

/** @param home the user's home folder, whose name is often a person's */
export function redact(line: string, home: string): string {
  const writings = [home, home.replaceAll('\\', '\\\\'), home.replaceAll('\\', '/')];
  const away = writings
    .filter((writing) => writing.length > 1)
    .reduce((text, writing) => text.replaceAll(writing, '~'), line);
  return withoutPaths(away)
    .replace(MAIL, '…')
    .replace(NUMBERS, (found: string, kept?: string) =>
      kept !== undefined || digitsIn(found) < SHORTEST_TELEPHONE ? found : '…',
    )
    .replace(CHINESE, '…');
}

/** The program's own addresses, which name nobody, and where any other path begins. */
const PATH_START =
  /(?<kept>app:\/\/jixiao[^\s"'()]*|node:[\w/]+)|(?<![\w.~<-])(?:file:\/\/\/?)?(?:[A-Za-z]:|~)?[\\/](?=\S)/g;

/** No name of a file goes on behind these. */
const STOP = /[\n:*?"'<>|]/g;

/** Behind the last folder: a name may have spaces where an extension tells its end. */
const NAME = /^[^\\/]*\.[A-Za-z]\w{0,7}(?=[\s),;]|$)|^[^\s),;]*/;

/** The part of a path that is the program's own, or says where in a script an error was met. */
const OWN_PART =
  /(?:jixiao-form|app\.asar|out[\\/]+(?:main|preload|renderer)|node_modules)[\\/].*$|(?:drafts\.sqlite|main\.(?:\d\.)?log)[\w-]*$|(?<![\w.-])[\w.-]+\.[cm]?[jt]sx?$/;

/** Their names hold departments and people: of every path only what is the program's own is left. */
function withoutPaths(line: string): string {
  let text = '';
  let done = 0;
  PATH_START.lastIndex = 0;
  for (let start = PATH_START.exec(line); start; start = PATH_START.exec(line)) {
    if (start.groups?.kept !== undefined) continue;
    const end = endOfPath(line, PATH_START.lastIndex, line[start.index - 1]);
    text += line.slice(done, start.index) + hidden(line.slice(start.index, end));
    done = end;
    PATH_START.lastIndex = end;
  }
  return text + line.slice(done);
}

/**
 * @param from behind the first separator
 * @param before the sign before the path: where it is a quote, so is the end
 */
function endOfPath(line: string, from: number, before: string | undefined): number {
  STOP.lastIndex = from;
  const stop = STOP.exec(line);
  const run = line.slice(from, stop?.index);
  if (stop && /["']/.test(stop[0]) && stop[0] === before) return stop.index;
  const name = Math.max(run.lastIndexOf('/'), run.lastIndexOf('\\')) + 1;
  return from + name + (NAME.exec(run.slice(name))?.[0].length ?? 0);
}

function hidden(path: string): string {
  const own = OWN_PART.exec(path)?.[0];
  if (own !== undefined) return `…/${own}`;
  return path.startsWith('~') && !/\.\w+$/.test(path) ? '~/…' : '…';
}

const MAIL = /(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){0,8}\.[A-Za-z]{2,24}/g;

/**
 * What is no telephone number although it has as many digits: places in scripts, times, stamps in names
 * of backups, ids of drafts, exit codes of Windows. Behind these all other numbers, with what people put
 * between digits; and mobile numbers with dots, which versions have too.
 */
const NUMBERS = new RegExp(
  [
    '(',
    [
      String.raw`(?<=\.[cm]?[jt]sx?):\d+:\d+`,
      String.raw`(?<!\d)(?:19|20)\d\d-[01]\d-[0-3]\d(?!\d)(?:[T ][0-2]\d:[0-5]\d(?::[0-5]\d(?:\.\d{1,6})?)?)?`,
      String.raw`(?<!\d)(?:\d{4}-)?20\d{6}-\d{6}(?!\d)`,
      String.raw`\b[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}\b`,
      String.raw`(?<!\d)(?:-107374|322122)\d{4}(?!\d)`,
    ].join('|'),
    String.raw`)|1[3-9]\d\.\d{4}\.\d{4}|\+?\(?\d(?:[\d() -]*\d)?`,
  ].join(''),
  'g',
);

/** Without its area. */
const SHORTEST_TELEPHONE = 7;

function digitsIn(text: string): number {
  return text.replace(/\D/g, '').length;
}

/**
 * Names, departments, what was typed: all of it is Chinese, and what a log is for is not. The
 * program's own sentences go with it; the code and the place of the error tell which it was.
 */
const CHINESE = /[^\0-\x7f]+(?:[ 0-9,.:;()/%-]*[^\0-\x7f]+)*/g;
