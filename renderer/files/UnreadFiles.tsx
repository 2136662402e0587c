import type { ReactNode } from 'react';
import type { Unread } from '../state/shell.ts';

/** Which files could not be read, and why. */
export function UnreadFiles({ unread }: { readonly unread: readonly Unread[] }) {
  return (
    <ul className="unread">
      {unread.map(({ fileName, message }, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two files may have one name; the list never changes
        <li key={i}>
          <b>{fileName}</b>：{message}
        </li>
      ))}
    </ul>
  );
}

/** The same, where there is nothing but them: of a single file its name is known. */
export function tellUnread(unread: readonly Unread[]): ReactNode {
  const [only, ...others] = unread;
  return others.length === 0 ? only?.message : <UnreadFiles unread={unread} />;
}
